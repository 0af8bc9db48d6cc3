package dev.coterie.bench;

import java.util.SplittableRandom;

import com.google.protobuf.Timestamp;

import dev.coterie.convergence.wire.model.ArrayValue;
import dev.coterie.convergence.wire.model.BooleanValue;
import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.DateValue;
import dev.coterie.convergence.wire.model.DoubleValue;
import dev.coterie.convergence.wire.model.NullValue;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.StringValue;

/**
 * Makes pieces of a large model: objects in arrays in objects, with values of every kind, and counts how long they would
 * be as JSON. For one thread.
 */
final class LargeData {

    static final String ARRAY_ID = "@:1";
    private static final String PROPERTY = "parts";
    private static final int PIECE_BYTES = 100_000;
    private static final int LEVELS = 4;
    private static final int WORDS = 8;

    private final SplittableRandom random;
    private final String valueIdPrefix;
    private long values;
    private long jsonBytes;

    LargeData(SplittableRandom random, String valueIdPrefix) {
        this.random = random;
        this.valueIdPrefix = valueIdPrefix;
    }

    /** A model of pieces; a new one has none. */
    static ObjectValue model(Iterable<DataValue> pieces) {
        return ObjectValue.newBuilder()
                .setId("@:0")
                .putChildren(
                        PROPERTY,
                        DataValue.newBuilder()
                                .setArrayValue(
                                        ArrayValue.newBuilder().setId(ARRAY_ID).addAllChildren(pieces))
                                .build())
                .build();
    }

    long values() {
        return values;
    }

    /** Of all pieces so far. */
    long jsonBytes() {
        return jsonBytes;
    }

    /** The next piece, of 100 kB as JSON. */
    DataValue piece() {
        long until = jsonBytes + PIECE_BYTES;
        ArrayValue.Builder records = array();
        while (jsonBytes < until) {
            records.addChildren(record(LEVELS));
        }
        return DataValue.newBuilder().setArrayValue(records).build();
    }

    private DataValue record(int levels) {
        ObjectValue.Builder object = ObjectValue.newBuilder().setId(id());
        jsonBytes += 3;
        put(object, "title", text(3));
        put(object, "description", text(WORDS));
        put(object, "position", number(random.nextInt(1_000_000) / 8.0));
        put(object, "finished", truth(random.nextBoolean()));
        put(object, "modified", date());
        put(object, "parent", nothing());
        ArrayValue.Builder tags = array();
        for (int i = random.nextInt(4); i >= 0; i--) {
            tags.addChildren(text(1));
        }
        put(object, "tags", DataValue.newBuilder().setArrayValue(tags).build());
        if (levels > 1) {
            ArrayValue.Builder inner = array();
            for (int i = random.nextInt(3); i > 0; i--) {
                inner.addChildren(record(levels - 1));
            }
            put(object, "children", DataValue.newBuilder().setArrayValue(inner).build());
        }
        return DataValue.newBuilder().setObjectValue(object).build();
    }

    /** The name with its quotes, a colon and a comma. */
    private void put(ObjectValue.Builder object, String name, DataValue value) {
        jsonBytes += name.length() + 4;
        object.putChildren(name, value);
    }

    /** Brackets and a comma; the commas of the elements belong to these. */
    private ArrayValue.Builder array() {
        jsonBytes += 3;
        return ArrayValue.newBuilder().setId(id());
    }

    private DataValue text(int words) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < words; word++) {
            text.append(word == 0 ? "" : " ");
            for (int i = 3 + random.nextInt(5); i > 0; i--) {
                text.append((char) ('a' + random.nextInt(26)));
            }
        }
        jsonBytes += text.length() + 3;
        return DataValue.newBuilder()
                .setStringValue(StringValue.newBuilder().setId(id()).setValue(text.toString()))
                .build();
    }

    private DataValue number(double number) {
        jsonBytes += Double.toString(number).length();
        return DataValue.newBuilder()
                .setDoubleValue(DoubleValue.newBuilder().setId(id()).setValue(number))
                .build();
    }

    private DataValue truth(boolean truth) {
        jsonBytes += Boolean.toString(truth).length();
        return DataValue.newBuilder()
                .setBooleanValue(BooleanValue.newBuilder().setId(id()).setValue(truth))
                .build();
    }

    private DataValue date() {
        jsonBytes += "\"2020-01-01T00:00:00.000Z\"".length();
        Timestamp moment = Timestamp.newBuilder()
                .setSeconds(1_577_836_800 + random.nextInt(100_000_000))
                .setNanos(random.nextInt(1_000) * 1_000_000)
                .build();
        return DataValue.newBuilder()
                .setDateValue(DateValue.newBuilder().setId(id()).setValue(moment))
                .build();
    }

    private DataValue nothing() {
        jsonBytes += "null".length();
        return DataValue.newBuilder()
                .setNullValue(NullValue.newBuilder().setId(id()))
                .build();
    }

    private String id() {
        return valueIdPrefix + ":" + Long.toString(values++, 36);
    }
}
