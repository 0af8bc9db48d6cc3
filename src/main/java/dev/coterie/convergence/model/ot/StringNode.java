package dev.coterie.convergence.model.ot;

/** A text of a live model. Confined to the owner of the model. */
final class StringNode extends ValueNode {

    private TextBuffer text;

    StringNode(String id, int depth, String text) {
        super(id, depth);
        this.text = new TextBuffer(text);
    }

    int length() {
        return text.length();
    }

    /** Removes, then inserts, and returns what was removed. */
    String splice(int index, int deleteCount, String inserted) {
        return text.splice(index, deleteCount, inserted);
    }

    /** Replaces the text and returns the old one. */
    String set(String newText) {
        String old = text.toString();
        text = new TextBuffer(newText);
        return old;
    }

    @Override
    ValueKind kind() {
        return ValueKind.STRING;
    }

    @Override
    StringValue toValue() {
        return new StringValue(id(), text.toString());
    }

    @Override
    int extent() {
        return text.length();
    }

    @Override
    int characters() {
        return super.characters() + text.length();
    }
}
