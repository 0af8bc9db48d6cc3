package dev.coterie.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

import static dev.coterie.document.ByteStringStore.Piece;

/**
 * Makes rows of byte strings fewer, {@link MergePlan} says which. Each merge is a transaction of its own, of at most
 * {@link ByteRows#MAX_BYTES}. Thread-safe.
 */
final class ByteMerger {

    private static final int ROWS_AT_ONCE = 2_048;
    private static final int MAX_DOCUMENTS_KNOWN = 10_000;

    private final ByteReader reader;
    private final ReadPool reads;
    private final GroupCommit writer;
    private final Map<DocumentId, Long> settled = Collections.synchronizedMap(new Settled());

    ByteMerger(ByteReader reader, ReadPool reads, GroupCommit writer) {
        this.reader = reader;
        this.reads = reads;
        this.writer = writer;
    }

    CompletionStage<Integer> merge(DocumentId id) {
        Run run = new Run(id);
        run.scan();
        return run.result;
    }

    private Scan scan(DocumentId id) {
        Long known = settled.get(id);
        long from = known == null ? unsettled(id) : known;
        List<Long> starts = reader.positions(id, from, ROWS_AT_ONCE);
        if (starts.isEmpty()) {
            return new Scan(List.of(), true);
        }
        // The last one is the document's last entry, or the next scan's first.
        MergePlan plan = MergePlan.of(starts);
        settled.put(id, plan.resume());
        return new Scan(
                plan.ranges(), starts.size() < ROWS_AT_ONCE && plan.ranges().isEmpty());
    }

    /** Looks back in a document that it does not know until there is nothing to merge in so many rows. */
    private long unsettled(DocumentId id) {
        long from = Long.MAX_VALUE;
        while (true) {
            List<Long> starts = new ArrayList<>(reader.positionsBackwards(id, from, ROWS_AT_ONCE));
            if (starts.isEmpty()) {
                return 0;
            }
            Collections.reverse(starts);
            from = starts.get(0);
            if (starts.size() < ROWS_AT_ONCE || MergePlan.of(starts).ranges().isEmpty()) {
                return from;
            }
        }
    }

    /** @throws PositionTakenException when the rows are not what was planned with, before anything was changed */
    private static int join(JdbcTemplate jdbc, DocumentId id, MergePlan.Range range) {
        List<Piece> rows = jdbc.query(
                "select position, payload from log_entry where document_id = ? and position >= ? and position < ?"
                        + " order by document_id, position",
                (row, number) -> new Piece(row.getLong("position"), row.getBytes("payload")),
                id.number(),
                range.from(),
                range.to());
        byte[] bytes = new byte[(int) (range.to() - range.from())];
        int length = 0;
        for (Piece row : rows) {
            if (row.position() != range.from() + length || row.bytes().length > bytes.length - length) {
                throw changed(id);
            }
            System.arraycopy(row.bytes(), 0, bytes, length, row.bytes().length);
            length += row.bytes().length;
        }
        if (length != bytes.length) {
            throw changed(id);
        }
        int deleted = jdbc.update(
                "delete from log_entry where document_id = ? and position > ? and position < ?",
                id.number(),
                range.from(),
                range.to());
        int kept = jdbc.update(
                "update log_entry set next_position = ?, author = '', payload = ?"
                        + " where document_id = ? and position = ? and next_position = ?",
                range.to(),
                bytes,
                id.number(),
                range.from(),
                range.from() + rows.get(0).bytes().length);
        if (deleted != rows.size() - 1 || kept != 1) {
            // Somebody else's merge or deletion got in between; this rolls back.
            throw new DataIntegrityViolationException("Rows of document " + id.number() + " changed");
        }
        return deleted;
    }

    private static PositionTakenException changed(DocumentId id) {
        return new PositionTakenException("Document " + id.number() + " is being merged by another, or it is gone");
    }

    /** @param last whether there is nothing left to be planned */
    private record Scan(List<MergePlan.Range> ranges, boolean last) {}

    /** One call's work; in the hands of one storage thread at a time. */
    private final class Run {

        private final DocumentId id;
        private final CompletableFuture<Integer> result = new CompletableFuture<>();
        private final Deque<MergePlan.Range> ranges = new ArrayDeque<>();
        private int fewer;

        Run(DocumentId id) {
            this.id = id;
        }

        void scan() {
            reads.submit(() -> ByteMerger.this.scan(id)).whenComplete((scan, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(failure);
                } else if (scan.last()) {
                    result.complete(fewer);
                } else {
                    ranges.addAll(scan.ranges());
                    join();
                }
            });
        }

        private void join() {
            MergePlan.Range range = ranges.poll();
            if (range == null) {
                scan();
                return;
            }
            writer.submit(new Change<>(
                            (int) (range.to() - range.from()),
                            jdbc -> ByteMerger.join(jdbc, id, range),
                            violation -> changed(id)))
                    .whenComplete((deleted, failure) -> {
                        if (failure == null) {
                            fewer += deleted;
                            join();
                        } else {
                            stop(failure);
                        }
                    });
        }

        private void stop(Throwable failure) {
            settled.remove(id);
            if (failure instanceof PositionTakenException) {
                result.complete(fewer);
            } else {
                result.completeExceptionally(failure);
            }
        }
    }

    private static final class Settled extends LinkedHashMap<DocumentId, Long> {

        private static final long serialVersionUID = 1L;

        Settled() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<DocumentId, Long> eldest) {
            return size() > MAX_DOCUMENTS_KNOWN;
        }
    }
}
