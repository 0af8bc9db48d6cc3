-- What documents hold, so that they are found by it. Runs unchanged on H2 and PostgreSQL.

-- Who may read a document of whom document_reader says nothing. 0: whom its collection lets; 1: everybody; 2: nobody;
-- null: not known yet, so it is not found.
alter table document add column readable_by smallint;

create index document_by_collection on document (kind, collection, trash);

-- Documents whose fields may be others than those below.
create table document_stale (
    document_id bigint                      not null,
    kind        varchar(64)                 not null,
    collection  varchar(512)                not null,
    -- another one with each change, so that who brings the fields up to date sees whether there was one meanwhile
    change      bigint                      not null,
    since       timestamp(6) with time zone not null,
    changed_at  timestamp(6) with time zone not null,
    constraint document_stale_pk primary key (document_id),
    constraint document_stale_document_fk foreign key (document_id) references document (id) on delete cascade
);

create index document_stale_collection on document_stale (kind, collection, document_id);
create index document_stale_changed_at on document_stale (kind, changed_at);

insert into document_stale (document_id, kind, collection, change, since, changed_at)
select id, kind, collection, 0, current_timestamp, current_timestamp
from document
where kind = 'model';

create table document_field (
    document_id  bigint           not null,
    -- a hash of the document's kind and collection and of the field's path
    field        uuid             not null,
    -- 1: truth, 2: number, 3: text; fields of different kinds are in this order
    kind         smallint         not null,
    -- 0 or 1 for a truth; 0 for a text
    number_value double precision not null,
    -- how a text begins, in UTF-8: bytes are compared as code points, in every database and whatever its language is
    text_start   bytea            not null,
    -- the whole text if it is longer than its beginning
    text_value   bytea,
    constraint document_field_document_fk foreign key (document_id) references document (id) on delete cascade
);

-- The key. It has a name that searches of the embedded database can call it by.
create unique index document_field_key on document_field (document_id, field);

-- For all comparisons, and for the order of fields of whatever kinds.
create index document_field_value on document_field (field, kind, number_value, text_start, document_id);

-- Single readers of whom a document says whether they may read it.
create table document_reader (
    document_id bigint  not null,
    -- a hash of what its protocol calls the reader
    reader      uuid    not null,
    may_read    boolean not null,
    constraint document_reader_pk primary key (document_id, reader),
    constraint document_reader_document_fk foreign key (document_id) references document (id) on delete cascade
);

create index document_reader_reader on document_reader (reader, may_read, document_id);
