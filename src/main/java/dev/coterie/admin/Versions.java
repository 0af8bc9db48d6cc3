package dev.coterie.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.coterie.account.web.PageTime;
import dev.coterie.document.DocumentCatalog.Stamp;

/**
 * What happened to a document, for people: entries that were made without a pause are one line. Immutable.
 *
 * @param lines the newest first
 * @param before what is older than these starts before this position; 0: nothing is
 */
record Versions(List<Line> lines, long before) {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /**
     * Joins entries.
     *
     * @param stamps the newest first
     * @param names usernames by authors, of those who are known
     * @param whole whether there is nothing older
     */
    static Versions of(List<Stamp> stamps, Map<String, String> names, boolean whole) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= stamps.size(); i++) {
            if (i == stamps.size() || isApart(stamps.get(start), stamps.get(i - 1), stamps.get(i))) {
                lines.add(Line.of(stamps.subList(start, i), names));
                start = i;
            }
        }
        if (whole || lines.isEmpty()) {
            return new Versions(lines, 0);
        }
        // The oldest line may go on in what was not read.
        List<Line> complete = lines.size() > 1 ? lines.subList(0, lines.size() - 1) : lines;
        return new Versions(complete, complete.get(complete.size() - 1).first());
    }

    private static boolean isApart(Stamp newest, Stamp last, Stamp next) {
        return Duration.between(next.at(), last.at()).compareTo(PAUSE) > 0
                || Duration.between(next.at(), newest.at()).compareTo(LONGEST) > 0;
    }

    private static String author(Stamp stamp, Map<String, String> names) {
        return names.getOrDefault(stamp.author(), "");
    }

    /**
     * Entries that belong together.
     *
     * @param end what the document is after the last of them: a version, or a length in bytes
     * @param first where the first of them starts
     * @param authors usernames, of those who are known
     */
    record Line(long end, long first, String from, String to, List<String> authors, int entries) {

        private static Line of(List<Stamp> stamps, Map<String, String> names) {
            Stamp newest = stamps.get(0);
            Stamp oldest = stamps.get(stamps.size() - 1);
            Set<String> authors = new LinkedHashSet<>();
            for (int i = stamps.size() - 1; i >= 0; i--) {
                authors.add(author(stamps.get(i), names));
            }
            authors.remove("");
            return new Line(
                    newest.next(),
                    oldest.position(),
                    PageTime.minute(oldest.at()),
                    until(oldest.at(), newest.at()),
                    List.copyOf(authors),
                    stamps.size());
        }

        /** Empty: the same minute. */
        private static String until(Instant from, Instant to) {
            String end = PageTime.minute(to);
            return end.equals(PageTime.minute(from)) ? "" : end;
        }

        /** The size, where the end is a length. */
        public String size() {
            return ByteCount.format(end);
        }
    }
}
