-- What an embedded database has committed and not yet filed in log_entry: each row is a piece of a stream of entries.
-- Runs unchanged on H2 and on PostgreSQL; servers on PostgreSQL, whose log is its own fence between them, leave it empty.

create table log_journal (
    id      bigint not null,
    content bytea  not null,
    constraint log_journal_pk primary key (id)
);
