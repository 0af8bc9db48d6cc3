package dev.coterie.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The journal beside an embedded database's file, with all that belongs to it. Thread-safe. */
final class JournalStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JournalStore.class);

    private final JournalFile file;
    private final Filer filer;
    private final Journal journal;

    private JournalStore(JournalFile file, Filer filer, Journal journal) {
        this.file = file;
        this.filer = filer;
        this.journal = journal;
    }

    /**
     * Opens the journal and moves what an earlier process left in it.
     *
     * @return null when the database is in memory, so that there is nothing to be kept
     * @throws StorageUnavailableException when there is no access to its files
     */
    static @Nullable JournalStore open(
            DataSource dataSource,
            JdbcTransaction transaction,
            WriteLimits limits,
            Durability durability,
            MeterRegistry meters) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        Path database = DatabasePath.of(jdbc).orElse(null);
        if (database == null) {
            return null;
        }
        try {
            UUID identity = identity(jdbc);
            JournalFile file = new JournalFile(database, identity, durability == Durability.DISK);
            Filer filer = new Filer(transaction, file, limits, meters);
            long last = filer.recover(
                    jdbc.sql("select filed from log_journal").query(Long.class).single());
            return new JournalStore(file, filer, new Journal(transaction, dataSource, file, filer, last));
        } catch (IOException e) {
            throw new StorageUnavailableException("The journal of the database cannot be used: " + Faults.reason(e), e);
        }
    }

    private static UUID identity(JdbcClient jdbc) {
        return jdbc.sql("select journal from log_journal")
                .query(String.class)
                .optional()
                .map(UUID::fromString)
                .orElseGet(() -> {
                    UUID made = UUID.randomUUID();
                    jdbc.sql("insert into log_journal (journal, filed) values (?, 0)")
                            .param(made.toString())
                            .update();
                    return made;
                });
    }

    Journal journal() {
        return journal;
    }

    Filer filer() {
        return filer;
    }

    /** Moves what can be moved; the rest stays for the next process. */
    @Override
    public void close() {
        filer.close();
        try {
            file.close();
        } catch (IOException e) {
            log.debug("The journal could not be closed", e);
        }
    }
}
