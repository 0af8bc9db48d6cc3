package dev.coterie.convergence.model;

import java.util.List;
import java.util.Optional;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;

import dev.coterie.convergence.model.ot.ArrayValue;
import dev.coterie.convergence.model.ot.BooleanValue;
import dev.coterie.convergence.model.ot.DataValue;
import dev.coterie.convergence.model.ot.DateValue;
import dev.coterie.convergence.model.ot.DoubleValue;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.convergence.query.Query;
import dev.coterie.convergence.wire.JsonValues;
import dev.coterie.document.FieldPath;

/** A model's data as queries return them (section 12 of the protocol). Stateless. */
final class JsonData {

    private JsonData() {}

    /** @param fields empty: everything */
    static Struct of(StoredContent content, List<Query.Selected> fields) {
        if (fields.isEmpty()) {
            return object(content.root());
        }
        Struct.Builder data = Struct.newBuilder();
        fields.forEach(field -> at(content, field.path()).ifPresent(value -> data.putFields(field.name(), value)));
        return data.build();
    }

    private static Optional<Value> at(StoredContent content, FieldPath path) {
        Optional<DataValue> found = Optional.of(content.root());
        for (FieldPath.Step step : path.steps()) {
            if (step instanceof FieldPath.Fact fact) {
                return Optional.of(
                        fact.name().equals(Query.ID)
                                ? JsonValues.of(content.record().key().name())
                                : JsonValues.of(content.version()));
            }
            found = found.flatMap(value -> below(value, step));
        }
        return found.map(JsonData::value);
    }

    private static Optional<DataValue> below(DataValue value, FieldPath.Step step) {
        if (step instanceof FieldPath.Name name && value instanceof ObjectValue object) {
            return Optional.ofNullable(object.children().get(name.name()));
        }
        if (step instanceof FieldPath.Element element
                && value instanceof ArrayValue array
                && element.index() < array.children().size()) {
            return Optional.of(array.children().get((int) element.index()));
        }
        return Optional.empty();
    }

    private static Struct object(ObjectValue object) {
        Struct.Builder struct = Struct.newBuilder();
        object.children().forEach((name, child) -> struct.putFields(name, value(child)));
        return struct.build();
    }

    private static Value value(DataValue value) {
        return switch (value.kind()) {
            case OBJECT ->
                Value.newBuilder().setStructValue(object((ObjectValue) value)).build();
            case ARRAY -> {
                ListValue.Builder list = ListValue.newBuilder();
                ((ArrayValue) value).children().forEach(child -> list.addValues(value(child)));
                yield Value.newBuilder().setListValue(list).build();
            }
            case STRING -> JsonValues.of(((StringValue) value).value());
            case DOUBLE -> JsonValues.of(((DoubleValue) value).value());
            case BOOLEAN ->
                Value.newBuilder().setBoolValue(((BooleanValue) value).value()).build();
            case NULL -> Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
            case DATE ->
                Value.newBuilder()
                        .setStructValue(Struct.newBuilder()
                                .putFields("$$convergence_type", JsonValues.of("date"))
                                .putFields("date", JsonValues.of(millis((DateValue) value))))
                        .build();
        };
    }

    /** Milliseconds since 1970. */
    static double millis(DateValue date) {
        return date.value().getEpochSecond() * 1_000.0 + date.value().getNano() / 1_000_000;
    }
}
