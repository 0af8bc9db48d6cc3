package dev.coterie.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FiledDocumentTests {

    private static final DocumentId BOARD = new DocumentId(1);
    private static final DocumentId MODEL = new DocumentId(2);

    @Test
    void documentsComeOneAfterTheOtherWithTheirEntriesInOrder() {
        List<FiledDocument> documents =
                FiledDocument.sort(List.of(operation(0), bytes(0, 10), operation(1), bytes(10, 5), operation(2)));

        assertThat(documents).extracting(FiledDocument::id).containsExactly(MODEL, BOARD);
        assertThat(documents.get(0).rows())
                .extracting(row -> row.entry().position())
                .containsExactly(0L, 1L, 2L);
        assertThat(documents.get(1).rows()).singleElement().satisfies(row -> {
            assertThat(row.entry().position()).isZero();
            assertThat(row.entry().next()).isEqualTo(15);
            assertThat(row.entry().payload()).hasSize(15);
        });
    }

    @Test
    void joinedRowsStayShortAndFollowEachOther() {
        List<LogRow> entries = new ArrayList<>();
        long position = 0;
        for (int length : new int[] {40_000, 20_000, 10_000, 600_000, 1, 2}) {
            entries.add(bytes(position, length));
            position += length;
        }

        List<LogRow> rows = FiledDocument.sort(entries).get(0).rows();

        long expected = 0;
        for (LogRow row : rows) {
            assertThat(row.entry().position()).isEqualTo(expected);
            assertThat(row.entry().payload()).hasSizeLessThanOrEqualTo(ByteRows.MAX_BYTES);
            expected = row.entry().next();
        }
        assertThat(expected).isEqualTo(position);
        assertThat(rows).hasSizeLessThan(8);
    }

    @Test
    void whatTheLogHasIsLeftOut() {
        FiledDocument document = FiledDocument.sort(
                        Stream.of(bytes(0, 10), bytes(10, 5), bytes(15, 5)).toList())
                .get(0);

        assertThat(document.rowsFrom(10)).singleElement().satisfies(row -> {
            assertThat(row.entry().position()).isEqualTo(10);
            assertThat(row.entry().next()).isEqualTo(20);
        });
        assertThat(document.rowsFrom(20)).isEmpty();
    }

    private static LogRow operation(long position) {
        return new LogRow(
                MODEL, LogForm.OPERATIONS, new LogEntry(position, position + 1, Instant.EPOCH, "anna", new byte[] {1}));
    }

    private static LogRow bytes(long position, int length) {
        return new LogRow(
                BOARD,
                LogForm.BYTES,
                new LogEntry(position, position + length, Instant.EPOCH, "anna", new byte[length]));
    }
}
