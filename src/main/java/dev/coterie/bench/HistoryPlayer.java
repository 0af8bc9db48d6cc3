package dev.coterie.bench;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * Gives a history's patches one by one as an editor would make them: a replacement is a removal and then an insertion,
 * places count UTF-16 code units. Confined to the event loop.
 */
final class HistoryPlayer implements EditSource {

    private final Iterator<History.Patch> patches;
    private final Queue<Splice> next = new ArrayDeque<>();
    private boolean wide;

    HistoryPlayer(History history) {
        this.patches = history.patches().iterator();
        this.wide = isWide(history.startContent());
    }

    @Override
    public @Nullable Splice next(CharSequence text) {
        while (next.isEmpty() && patches.hasNext()) {
            add(patches.next(), text);
        }
        return next.poll();
    }

    private void add(History.Patch patch, CharSequence text) {
        int index = wide ? Character.offsetByCodePoints(text, 0, patch.position()) : patch.position();
        int end = wide ? Character.offsetByCodePoints(text, index, patch.deleted()) : index + patch.deleted();
        if (end > index) {
            next.add(Splice.remove(index, end - index));
        }
        if (!patch.inserted().isEmpty()) {
            next.add(Splice.insert(index, patch.inserted()));
        }
        wide |= isWide(patch.inserted());
    }

    private static boolean isWide(String text) {
        return text.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
    }

    /** How many edits a history makes. */
    static int edits(History history) {
        return history.patches().stream()
                .mapToInt(patch ->
                        (patch.deleted() > 0 ? 1 : 0) + (patch.inserted().isEmpty() ? 0 : 1))
                .sum();
    }
}
