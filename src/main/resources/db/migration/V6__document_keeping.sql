-- What people keep of a document besides its content. Runs unchanged on H2 and on PostgreSQL.

-- Who created it; empty: not known.
alter table document add column owner varchar(512) default '' not null;

-- What pages show in place of the name; empty: the name.
alter table document add column title varchar(512) default '' not null;

alter table document add column read_only boolean default false not null;

-- Since when it is in the trash; null: it is not.
alter table document add column deleted_at timestamp(6) with time zone;
alter table document add column deleted_by varchar(512) default '' not null;

-- 0, or in the trash the document's own number: so its name is free for another.
alter table document add column trash bigint default 0 not null;

alter table document drop constraint document_name_key;
alter table document add constraint document_name_key unique (kind, name, trash);

create index document_deletion on document (deleted_at);
