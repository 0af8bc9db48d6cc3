-- Documents that are byte strings, and when a document was used. Runs unchanged on H2 and PostgreSQL.

alter table document add column last_used_at timestamp(6) with time zone;
update document set last_used_at = created_at;
alter table document alter column last_used_at set not null;

create index document_last_use on document (kind, last_used_at);

create table document_value (
    document_id bigint       not null,
    name        varchar(512) not null,
    version     bigint       not null,
    content     bytea        not null,
    constraint document_value_pk primary key (document_id, name),
    constraint document_value_document_fk foreign key (document_id) references document (id) on delete cascade
);

-- What a record is about, beside its owner; empty: nothing.
alter table owned_record add column subject varchar(512) default '' not null;

create index owned_record_subject on owned_record (space, subject);
