package dev.coterie.convergence.model.ot;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A text of a live model: most are never edited, so only from its first edit on is it kept in pieces. Confined to the
 * owner of the model.
 */
final class StringNode extends ValueNode {

    private @Nullable String whole;
    private @Nullable TextBuffer pieces;

    StringNode(String id, int depth, String text) {
        super(id, depth);
        whole = text;
    }

    int length() {
        return whole != null ? whole.length() : pieces().length();
    }

    /** Removes, then inserts, and returns what was removed. */
    String splice(int index, int deleteCount, String inserted) {
        return pieces().splice(index, deleteCount, inserted);
    }

    /** Replaces the text and returns the old one. */
    String set(String newText) {
        String old = text();
        whole = newText;
        pieces = null;
        return old;
    }

    private String text() {
        return whole != null ? whole : pieces().toString();
    }

    private TextBuffer pieces() {
        if (pieces == null) {
            pieces = new TextBuffer(Objects.requireNonNull(whole));
            whole = null;
        }
        return pieces;
    }

    @Override
    ValueKind kind() {
        return ValueKind.STRING;
    }

    @Override
    StringValue toValue() {
        return new StringValue(id(), text());
    }

    @Override
    int extent() {
        return length();
    }

    @Override
    int characters() {
        return super.characters() + length();
    }
}
