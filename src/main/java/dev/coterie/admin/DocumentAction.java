package dev.coterie.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be done to many documents or boards at once. */
enum DocumentAction {
    READ_ONLY(false, false),
    WRITABLE(false, false),
    DELETE(false, true),
    RESTORE(true, true),
    PURGE(true, true);

    private final boolean inTrash;
    private final boolean deletes;

    /** @param deletes whether it takes the right to delete; else that to change */
    DocumentAction(boolean inTrash, boolean deletes) {
        this.inTrash = inTrash;
        this.deletes = deletes;
    }

    boolean inTrash() {
        return inTrash;
    }

    boolean deletes() {
        return deletes;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<DocumentAction> of(String key) {
        return Arrays.stream(values())
                .filter(action -> action.key().equals(key))
                .findFirst();
    }

    /** Those that somebody may do. */
    static List<String> keys(boolean inTrash, boolean mayChange, boolean mayDelete) {
        return Arrays.stream(values())
                .filter(action -> action.inTrash == inTrash && (action.deletes ? mayDelete : mayChange))
                .map(DocumentAction::key)
                .toList();
    }
}
