package dev.coterie.convergence.wire;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;

/** JSON values of the wire format. Thread-safe: it has no state. */
public final class JsonValues {

    private JsonValues() {}

    public static Value of(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    public static Value of(double number) {
        return Value.newBuilder().setNumberValue(number).build();
    }

    /** The same value with a null wherever no kind is set: clients fail on a value without a kind. */
    public static Value complete(Value value) {
        return switch (value.getKindCase()) {
            case KIND_NOT_SET ->
                Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
            case STRUCT_VALUE -> {
                Struct.Builder struct = Struct.newBuilder();
                value.getStructValue().getFieldsMap().forEach((key, field) -> struct.putFields(key, complete(field)));
                yield Value.newBuilder().setStructValue(struct).build();
            }
            case LIST_VALUE -> {
                ListValue.Builder list = ListValue.newBuilder();
                value.getListValue().getValuesList().forEach(item -> list.addValues(complete(item)));
                yield Value.newBuilder().setListValue(list).build();
            }
            case NULL_VALUE, NUMBER_VALUE, STRING_VALUE, BOOL_VALUE -> value;
        };
    }
}
