package dev.coterie.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What went wrong in a run: counted by kind, the first ones in words. Thread-safe. */
final class FailureLog {

    private static final int KEPT_PER_KIND = 3;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> first = new ArrayList<>();

    synchronized void add(String kind, String detail) {
        int count = counts.merge(kind, 1, Integer::sum);
        if (count <= KEPT_PER_KIND) {
            first.add(kind + ": " + detail);
        }
    }

    synchronized boolean isEmpty() {
        return counts.isEmpty();
    }

    synchronized int count(String kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** One line for each kind that came more often than the lines kept of it, after those lines. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>(first);
        counts.forEach((kind, count) -> {
            if (count > KEPT_PER_KIND) {
                lines.add(kind + ": " + count + " in all");
            }
        });
        return List.copyOf(lines);
    }
}
