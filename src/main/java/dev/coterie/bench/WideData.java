package dev.coterie.bench;

import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.DoubleValue;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.StringValue;

/** What a wide object holds at first: texts and numbers, by turns. Stateless. */
final class WideData {

    static final String OBJECT_ID = "@:0";
    static final int PROPERTIES = 10_000;

    private WideData() {}

    static ObjectValue initial() {
        ObjectValue.Builder object = ObjectValue.newBuilder().setId(OBJECT_ID);
        for (int i = 0; i < PROPERTIES; i++) {
            String id = "@:" + (i + 1);
            object.putChildren(key(i), i % 2 == 0 ? text(id, "the text of property " + i) : number(id, i));
        }
        return object.build();
    }

    static String key(int number) {
        return "property" + number;
    }

    static DataValue text(String id, String text) {
        return DataValue.newBuilder()
                .setStringValue(StringValue.newBuilder().setId(id).setValue(text))
                .build();
    }

    static DataValue number(String id, double number) {
        return DataValue.newBuilder()
                .setDoubleValue(DoubleValue.newBuilder().setId(id).setValue(number))
                .build();
    }
}
