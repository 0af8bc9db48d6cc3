package dev.coterie.bench;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.model.DataValue;

/** A text or a number in a copy of a wide object. Confined to the event loop. */
final class WideCell {

    private final String id;
    private final @Nullable StringBuilder text;
    private double number;

    private WideCell(String id, @Nullable StringBuilder text, double number) {
        this.id = id;
        this.text = text;
        this.number = number;
    }

    static WideCell of(DataValue value) {
        return value.hasStringValue()
                ? new WideCell(
                        value.getStringValue().getId(),
                        new StringBuilder(value.getStringValue().getValue()),
                        0)
                : new WideCell(
                        value.getDoubleValue().getId(),
                        null,
                        value.getDoubleValue().getValue());
    }

    String id() {
        return id;
    }

    /** The text to be changed, or null for a number. */
    @Nullable
    StringBuilder text() {
        return text;
    }

    /** Changes a number. */
    void add(double delta) {
        number += delta;
    }

    @Override
    public String toString() {
        return id + '=' + (text == null ? Double.toString(number) : text);
    }
}
