package dev.coterie.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.springframework.jdbc.core.JdbcTemplate;

import static dev.coterie.document.DocumentStoreConformance.await;

/** Measures what power cuts leave of the embedded database; decision 0002 tells what came out. */
final class PowerCutExperiment {

    private static final int DOCUMENTS = 10;
    private static final int CUTS = Integer.getInteger("coterie.test.power-cuts", 25);
    private static final int ENTRIES = Integer.getInteger("coterie.test.power-cut-entries", 1_500);
    private static final int SNAPSHOT_BYTES = 20_000;

    private final Path directory;
    private final long[] positions = new long[DOCUMENTS];
    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();

    private PowerCutExperiment(Path directory) {
        this.directory = directory;
    }

    /** Arguments: durability, H2 options; prints what became of the cuts. */
    public static void main(String[] arguments) throws IOException {
        PowerCutExperiment experiment = new PowerCutExperiment(Files.createTempDirectory("power-cut"));
        System.out.println(arguments[0] + " " + arguments[1] + ": "
                + experiment.run(
                        Durability.valueOf(arguments[0]),
                        "jdbc:h2:file:" + experiment.directory + "/coterie;" + arguments[1]));
    }

    /**
     * @param cuts how many power cuts there were
     * @param unreadable after how many of them the database could not be opened or read
     * @param lost after how many of the others an acknowledged entry was missing
     * @param entriesLost the most entries that one of those lost
     */
    record Outcome(int cuts, int unreadable, int lost, int entriesLost) {}

    private Outcome run(Durability durability, String url) throws IOException {
        Random random = Seed.random("PowerCutExperiment");
        RecordingDisk.start();
        String recordingUrl = url.replace("jdbc:h2:file:", "jdbc:h2:" + RecordingDisk.SCHEME + ":");
        int started;
        try (TestStorage storage =
                TestStorage.on(TestDatabase.migrated(TestDatabase.open(recordingUrl, "sa")), durability)) {
            List<LogAppender> appenders = new ArrayList<>();
            List<DocumentId> ids = new ArrayList<>();
            for (int i = 0; i < DOCUMENTS; i++) {
                DocumentRecord created = await(storage.documents()
                        .create(DocumentStoreConformance.document(new DocumentKey("model", "document " + i))));
                ids.add(created.id());
                appenders.add(storage.documents().appender(created.id()));
            }
            new JdbcTemplate(storage.pool()).execute("checkpoint sync");
            started = RecordingDisk.moment();
            write(storage, ids, appenders, random);
        }
        int end = RecordingDisk.moment();
        int unreadable = 0;
        int lost = 0;
        int entriesLost = 0;
        for (int cut = 0; cut < CUTS; cut++) {
            int moment = started + random.nextInt(end - started);
            Path left = Files.createDirectory(directory.resolve("left-" + cut));
            int synced = RecordingDisk.cut(moment, left.resolve("coterie.mv.db"), random);
            int missing = missing(durability == Durability.DISK ? moment : synced, left, url);
            unreadable += missing < 0 ? 1 : 0;
            lost += missing > 0 ? 1 : 0;
            entriesLost = Math.max(entriesLost, missing);
        }
        return new Outcome(CUTS, unreadable, lost, entriesLost);
    }

    /** Entries, snapshots and changes by others, who do not wait for the disk. */
    private void write(TestStorage storage, List<DocumentId> ids, List<LogAppender> appenders, Random random) {
        JdbcTemplate others = new JdbcTemplate(storage.pool());
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            int document = random.nextInt(DOCUMENTS);
            long position = positions[document]++;
            stages.add(appenders
                    .get(document)
                    .append(new LogEntry(
                            position, position + 1, Instant.EPOCH, "session", new byte[random.nextInt(500)]))
                    .thenRun(() -> acknowledged.add(new Acknowledged(RecordingDisk.moment(), document, position))));
            if (random.nextInt(4) == 0) {
                stages.forEach(DocumentStoreConformance::await);
                stages.clear();
            }
            if (random.nextInt(30) == 0) {
                stages.forEach(DocumentStoreConformance::await);
                byte[] content = new byte[SNAPSHOT_BYTES];
                random.nextBytes(content);
                stages.add(storage.documents()
                        .saveSnapshot(ids.get(document), new Snapshot(position + 1, Instant.EPOCH, content)));
            }
            if (random.nextInt(3) == 0) {
                others.update(
                        "update document set metadata = ? where id = ?",
                        new byte[random.nextInt(200)],
                        ids.get(random.nextInt(DOCUMENTS)).number());
            }
            if (random.nextInt(50) == 0) {
                storage.storage().tend();
            }
        }
        stages.forEach(DocumentStoreConformance::await);
    }

    /** How many entries are missing that were acknowledged before the cut; negative: nothing can be read. */
    private int missing(int moment, Path left, String url) {
        String leftUrl = url.replace(directory + "/coterie", left + "/coterie");
        try (TestStorage storage = TestStorage.on(TestDatabase.open(leftUrl, "sa"))) {
            JdbcDocumentStore documents = storage.documents();
            long[] ends = new long[DOCUMENTS];
            for (int i = 0; i < DOCUMENTS; i++) {
                StoredDocument document = DocumentStoreConformance.await(
                                documents.load(new DocumentKey("model", "document " + i)))
                        .orElseThrow();
                List<LogEntry> entries = DocumentStoreConformance.await(
                        documents.read(document.record().id(), 0, Long.MAX_VALUE, Integer.MAX_VALUE));
                ends[i] = entries.size();
            }
            return (int) acknowledged.stream()
                    .filter(entry -> entry.moment() <= moment && entry.position() >= ends[entry.document()])
                    .count();
        } catch (RuntimeException e) {
            System.out.println("Cut at " + moment + ": " + Faults.reason(e));
            return -1;
        }
    }

    private record Acknowledged(int moment, int document, long position) {}
}
