-- One row with an embedded database: which journal file belongs to it, and up to which of the file's records it has
-- everything. Servers on PostgreSQL, whose log is its own fence between them, keep no journal. Runs unchanged on both.

create table log_journal (
    journal varchar(36) not null,
    filed   bigint      not null,
    constraint log_journal_pk primary key (journal)
);
