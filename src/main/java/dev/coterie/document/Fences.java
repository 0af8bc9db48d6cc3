package dev.coterie.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Where documents' logs end by what is committed, filed or not: of two writers of a document only one gets in. Confined
 * to the thread that commits.
 */
final class Fences {

    /** Where the log of a document ends in its table; no row when the document is gone or in the trash. */
    private static final String END = Filer.END + " and d.trash = 0";

    private final Map<DocumentId, Long> ends = new HashMap<>();

    /** How many documents it knows. */
    int size() {
        return ends.size();
    }

    /** Forgets all documents but these; those may be forgotten of which everything is filed. */
    void retain(Predicate<DocumentId> kept) {
        ends.keySet().removeIf(kept.negate());
    }

    /** What one transaction would change. */
    Passage begin() {
        return new Passage();
    }

    /** Entries that want in, in one transaction; nothing counts before {@link #committed}. */
    final class Passage {

        private final Map<DocumentId, Long> passed = new HashMap<>();
        private final Set<DocumentId> ended = new HashSet<>();

        private Passage() {}

        /** @throws DataIntegrityViolationException when the document is gone, or another writer holds the position */
        void check(LogRow row, JdbcTemplate jdbc) {
            Long end = end(row.document(), jdbc);
            long position = row.entry().position();
            if (end == null || !row.form().follows(end, position)) {
                throw new DataIntegrityViolationException("An entry does not start where its document ends");
            }
            passed.put(row.document(), row.entry().next());
        }

        private @Nullable Long end(DocumentId document, JdbcTemplate jdbc) {
            Long end = passed.get(document);
            if (end == null && !ended.contains(document)) {
                end = ends.get(document);
            }
            if (end != null) {
                return end;
            }
            List<Long> stored = jdbc.queryForList(END, Long.class, document.number());
            return stored.isEmpty() ? null : stored.get(0);
        }

        /**
         * The document is deleted or in the trash; its entries from now on find that out in the database. By the time when it
         * leaves the trash, everything is filed.
         */
        void ended(DocumentId document) {
            passed.remove(document);
            ended.add(document);
        }

        void committed() {
            ended.forEach(ends::remove);
            ends.putAll(passed);
        }
    }
}
