-- What staff may do, section by section, and more of what was done. Runs unchanged on H2 and PostgreSQL.

create table account_permission (
    account_id bigint      not null,
    permission varchar(40) not null,
    constraint account_permission_pk primary key (account_id, permission),
    constraint account_permission_account_fk foreign key (account_id) references account (id) on delete cascade
);

create table group_permission (
    group_id   bigint      not null,
    permission varchar(40) not null,
    constraint group_permission_pk primary key (group_id, permission),
    constraint group_permission_group_fk foreign key (group_id) references account_group (id) on delete cascade
);

-- Until now all staff could do this.
insert into account_permission (account_id, permission)
select account.id, given.permission
from account
         cross join (values ('USERS_VIEW'), ('USERS_ADD'), ('USERS_CHANGE'), ('USERS_DELETE'),
                            ('GROUPS_VIEW'), ('GROUPS_ADD'), ('GROUPS_CHANGE'), ('GROUPS_DELETE'),
                            ('BOARDS_VIEW'), ('BOARDS_CHANGE'), ('BOARDS_DELETE')) as given (permission)
where account.staff = true
  and account.superuser = false;

-- From where it was done; empty: from the command line, or not known.
alter table admin_entry add column address varchar(64) default '' not null;
-- A JSON list of fields with their values before and after; empty: nothing to tell.
alter table admin_entry add column changes varchar(4000) default '' not null;

create index admin_entry_actor_ix on admin_entry (actor);
create index admin_entry_happened_at_ix on admin_entry (happened_at);
