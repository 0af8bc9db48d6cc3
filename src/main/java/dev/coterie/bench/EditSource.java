package dev.coterie.bench;

import org.jspecify.annotations.Nullable;

/** Where a client's edits come from. Confined to the event loop. */
@FunctionalInterface
interface EditSource {

    /** The next edit of a text that looks like this, or null when there is none left. */
    @Nullable
    Splice next(CharSequence text);
}
