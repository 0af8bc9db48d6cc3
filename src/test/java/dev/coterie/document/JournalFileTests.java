package dev.coterie.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever was written completely is found again, and nothing else. */
class JournalFileTests {

    private static final UUID IDENTITY = new UUID(1, 2);
    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    private Path directory;

    @Test
    void recordsSurviveInTheirOrder() throws IOException {
        try (JournalFile journal = open()) {
            append(journal, 1, "one");
            append(journal, 2, "");
            append(journal, 3, "three");
        }
        try (JournalFile journal = open()) {
            assertThat(texts(journal)).containsExactly("1 one", "2 ", "3 three");
            append(journal, 4, "four");
        }
        try (JournalFile journal = open()) {
            assertThat(texts(journal)).containsExactly("1 one", "2 ", "3 three", "4 four");
        }
    }

    @Test
    void forgottenRecordsAreGoneAndTheirSpaceIsUsedAgain() throws IOException {
        byte[] content = new byte[MEGABYTE];
        try (JournalFile journal = open()) {
            for (long number = 1; number <= 100; number++) {
                journal.append(new JournalFile.Record(number, content));
                journal.forget(number - 5);
                assertThat(bytesOnDisk()).isLessThan(32L * MEGABYTE);
            }
            assertThat(journal.read()).extracting(JournalFile.Record::number).endsWith(96L, 97L, 98L, 99L, 100L);
        }
        try (JournalFile journal = open()) {
            List<Long> numbers =
                    journal.read().stream().map(JournalFile.Record::number).toList();
            assertThat(numbers).endsWith(100L);
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(numbers.get(0), 100).boxed().toList());
            journal.forget(100);
            assertThat(journal.read()).isEmpty();
            assertThat(bytesOnDisk()).isLessThan(100);
        }
    }

    @Test
    void fileThatEndsAnywhereHasAllWholeRecords() throws IOException {
        List<Integer> ends = new ArrayList<>();
        try (JournalFile journal = open()) {
            for (int number = 1; number <= 5; number++) {
                append(journal, number, "record " + number);
                ends.add((int) Files.size(file()));
            }
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            int cut = length;
            try (JournalFile journal = open()) {
                assertThat(journal.read())
                        .hasSize((int) ends.stream().filter(end -> end <= cut).count());
                append(journal, 9, "goes on");
            }
            try (JournalFile journal = open()) {
                assertThat(texts(journal)).endsWith("9 goes on");
            }
        }
    }

    @Test
    void damagedRecordEndsTheJournal() throws IOException {
        try (JournalFile journal = open()) {
            for (int number = 1; number <= 5; number++) {
                append(journal, number, "record " + number);
            }
        }
        byte[] whole = Files.readAllBytes(file());
        Random random = Seed.random("JournalFileTests");
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            int at = 24 + random.nextInt(whole.length - 24);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), damaged);
            try (JournalFile journal = open()) {
                int before = (at - 24) / ((whole.length - 24) / 5);
                assertThat(texts(journal)).hasSize(before);
            }
        }
    }

    @Test
    void journalOfAnotherDatabaseIsPutAside() throws IOException {
        try (JournalFile journal = open()) {
            append(journal, 1, "theirs");
        }
        byte[] theirs = Files.readAllBytes(file());
        try (JournalFile journal = new JournalFile(directory.resolve("coterie"), new UUID(3, 4), false)) {
            assertThat(journal.read()).isEmpty();
            append(journal, 1, "ours");
        }
        assertThat(directory.resolve("coterie.journal-1.other")).hasBinaryContent(theirs);
    }

    @Test
    void syncedRecordsAreStoredAsWell() throws IOException {
        try (JournalFile journal = new JournalFile(directory.resolve("coterie"), IDENTITY, true)) {
            append(journal, 1, "one");
            assertThat(texts(journal)).containsExactly("1 one");
        }
    }

    private JournalFile open() throws IOException {
        return new JournalFile(directory.resolve("coterie"), IDENTITY, false);
    }

    private Path file() {
        return directory.resolve("coterie.journal-1");
    }

    private long bytesOnDisk() throws IOException {
        return Files.size(file()) + Files.size(directory.resolve("coterie.journal-2"));
    }

    private static void append(JournalFile journal, long number, String text) throws IOException {
        journal.append(new JournalFile.Record(number, DocumentStoreConformance.bytes(text)));
    }

    private static List<String> texts(JournalFile journal) throws IOException {
        return journal.read().stream()
                .map(record -> record.number() + " " + new String(record.content()))
                .toList();
    }
}
