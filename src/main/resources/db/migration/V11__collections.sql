-- Collections of documents, with what holds for all documents in one. Runs unchanged on H2 and on PostgreSQL.

create table stored_collection (
    id              bigint generated always as identity,
    kind            varchar(64)                 not null,
    name            varchar(512)                not null,
    created_at      timestamp(6) with time zone not null,
    -- whether opening a document that there is not may create it
    auto_create     boolean default true        not null,
    -- of the older snapshots, one in so many operations is kept; 0: none
    milestone_every bigint  default 10000       not null,
    -- how long and how many entries of a log are kept; null: all
    keep_days       integer,
    keep_versions   bigint,
    -- what only the protocol understands; empty: what is usual
    metadata        bytea                       not null,
    constraint stored_collection_pk primary key (id),
    constraint stored_collection_name_key unique (kind, name)
);

insert into stored_collection (kind, name, created_at, metadata)
select kind, collection, min(created_at), cast('' as bytea)
from document
where kind = 'model'
group by kind, collection;

-- Kinds of documents whose missing collections are not made when a document of theirs is.
create table closed_kind (
    kind varchar(64) not null,
    constraint closed_kind_pk primary key (kind)
);
