package dev.coterie.bench;

import java.util.Map;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.model.DataValue;

/**
 * Somebody who edits a wide object: mostly anywhere, one time in five at one of a few properties, so that edits meet.
 * Confined to the event loop.
 */
final class WideEditor {

    private static final int BUSY_PROPERTIES = 20;
    private static final int USUAL_TEXT_LENGTH = 40;

    private final SplittableRandom random;
    private final String valueIdPrefix;
    private long values;

    WideEditor(SplittableRandom random, String valueIdPrefix) {
        this.random = random;
        this.valueIdPrefix = valueIdPrefix;
    }

    WideStep next(Map<String, WideCell> object) {
        String key = WideData.key(random.nextInt(random.nextInt(5) == 0 ? BUSY_PROPERTIES : WideData.PROPERTIES));
        WideCell cell = object.get(key);
        if (cell == null) {
            return new WideStep.Property(WideStep.Change.ADD, false, key, value());
        }
        int choice = random.nextInt(100);
        if (choice < 10) {
            return new WideStep.Property(WideStep.Change.REMOVE, false, key, DataValue.getDefaultInstance());
        }
        if (choice < 30) {
            return new WideStep.Property(WideStep.Change.SET, false, key, value());
        }
        @Nullable StringBuilder text = cell.text();
        return text == null
                ? new WideStep.Number(cell.id(), false, random.nextInt(1, 10))
                : new WideStep.Text(cell.id(), splice(text.length()));
    }

    private DataValue value() {
        String id = valueIdPrefix + ":" + values++;
        return random.nextBoolean()
                ? WideData.text(id, "a text with number " + values)
                : WideData.number(id, random.nextInt(1_000_000));
    }

    private Splice splice(int length) {
        if (random.nextInt(2 * USUAL_TEXT_LENGTH) < length) {
            int from = random.nextInt(length);
            return Splice.remove(from, Math.min(length - from, 1 + random.nextInt(3)));
        }
        return Splice.insert(random.nextInt(length + 1), String.valueOf((char) ('a' + random.nextInt(26))));
    }
}
