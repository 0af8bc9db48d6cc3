package dev.coterie.document;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How documents are stored.
 *
 * @param batchEntries at most so many changes are committed together, 1 or more; four times as many may wait in the
 *     embedded database's journal
 * @param batchSize at most so much is committed together; four times as much may wait in the embedded database's journal
 * @param queueLimit at most so much may wait to be committed; more is refused until the database has caught up
 * @param readThreads how many documents are read at the same time, 1 or more
 * @param purgeInterval how often expired records, and what has been in the trash for long enough, are removed from the
 *     database
 * @param pruneInterval how often entries that their collections do not keep are removed from the documents' logs
 * @param pruneAge entries that are not older are never removed, so that clients which were away for a while find what they
 *     missed
 * @param trash how long deleted documents and boards can be restored; zero: they are deleted for good at once
 * @param shared whether other servers use the same database now; if so, documents that should have ended with their
 *     users are left alone at start-up, for they may be open elsewhere
 */
@ConfigurationProperties("coterie.storage")
record StorageProperties(
        @DefaultValue("1000") int batchEntries,
        @DefaultValue("4MB") DataSize batchSize,
        @DefaultValue("64MB") DataSize queueLimit,
        @DefaultValue("4") int readThreads,
        @DefaultValue("10m") Duration purgeInterval,
        @DefaultValue("1h") Duration pruneInterval,
        @DefaultValue("1h") Duration pruneAge,
        @DefaultValue("30d") Duration trash,
        @DefaultValue("false") boolean shared) {

    WriteLimits writeLimits() {
        return new WriteLimits(batchEntries, batchSize.toBytes(), queueLimit.toBytes());
    }
}
