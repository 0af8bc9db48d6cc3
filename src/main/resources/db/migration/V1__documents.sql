-- Runs unchanged on H2 and on PostgreSQL. H2 takes at most 1,048,576 bytes in a bytea, so that anything which may be
-- longer is stored in parts.

create table document (
    id          bigint generated always as identity,
    kind        varchar(64)                 not null,
    name        varchar(512)                not null,
    collection  varchar(512)                not null,
    ephemeral   boolean                     not null,
    created_at  timestamp(6) with time zone not null,
    metadata    bytea                       not null,
    next_number bigint default 1            not null,
    constraint document_pk primary key (id),
    constraint document_name_key unique (kind, name)
);

create table log_entry (
    document_id   bigint                      not null,
    position      bigint                      not null,
    next_position bigint                      not null,
    made_at       timestamp(6) with time zone not null,
    author        varchar(512)                not null,
    parts         integer                     not null,
    payload       bytea                       not null,
    constraint log_entry_pk primary key (document_id, position),
    constraint log_entry_document_fk foreign key (document_id) references document (id) on delete cascade,
    constraint log_entry_direction check (next_position > position)
);

-- What is too long for log_entry.payload: parts 1 to log_entry.parts - 1.
create table log_entry_part (
    document_id bigint  not null,
    position    bigint  not null,
    part        integer not null,
    payload     bytea   not null,
    constraint log_entry_part_pk primary key (document_id, position, part),
    constraint log_entry_part_fk foreign key (document_id, position) references log_entry (document_id, position)
        on delete cascade
);

create table document_snapshot (
    document_id bigint                      not null,
    position    bigint                      not null,
    part        integer                     not null,
    parts       integer                     not null,
    made_at     timestamp(6) with time zone not null,
    checksum    bigint                      not null,
    content     bytea                       not null,
    constraint document_snapshot_pk primary key (document_id, position, part),
    constraint document_snapshot_document_fk foreign key (document_id) references document (id) on delete cascade
);

create table owned_record (
    space      varchar(64)                 not null,
    record_key varchar(512)                not null,
    owner      varchar(512)                not null,
    content    bytea                       not null,
    expires_at timestamp(6) with time zone,
    constraint owned_record_pk primary key (space, record_key)
);

create index owned_record_owner on owned_record (space, owner);
create index owned_record_expiry on owned_record (expires_at);
