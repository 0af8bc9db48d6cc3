package dev.coterie.convergence.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Timestamp;

import dev.coterie.convergence.model.ot.ArrayValue;
import dev.coterie.convergence.model.ot.BooleanValue;
import dev.coterie.convergence.model.ot.DataValue;
import dev.coterie.convergence.model.ot.DateValue;
import dev.coterie.convergence.model.ot.DoubleValue;
import dev.coterie.convergence.model.ot.NullValue;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.convergence.wire.Timestamps;

/** Values between their wire form and ours. Thread-safe: it has no state. */
final class ValueMapper {

    /** The moments that a client's {@code Date} can hold lie this far around 1970. */
    private static final Duration FURTHEST = Duration.ofDays(100_000_000);

    private ValueMapper() {}

    static ObjectValue object(dev.coterie.convergence.wire.model.ObjectValue value) throws IncompleteMessageException {
        return new ObjectValue(value.getId(), properties(value.getChildrenMap()));
    }

    static Map<String, DataValue> properties(Map<String, dev.coterie.convergence.wire.model.DataValue> values)
            throws IncompleteMessageException {
        Map<String, DataValue> result = new LinkedHashMap<>();
        for (Map.Entry<String, dev.coterie.convergence.wire.model.DataValue> entry : values.entrySet()) {
            result.put(entry.getKey(), value(entry.getValue()));
        }
        return result;
    }

    static List<DataValue> elements(List<dev.coterie.convergence.wire.model.DataValue> values)
            throws IncompleteMessageException {
        List<DataValue> result = new ArrayList<>(values.size());
        for (dev.coterie.convergence.wire.model.DataValue value : values) {
            result.add(value(value));
        }
        return result;
    }

    static DataValue value(dev.coterie.convergence.wire.model.DataValue value) throws IncompleteMessageException {
        return switch (value.getValueCase()) {
            case OBJECTVALUE -> object(value.getObjectValue());
            case ARRAYVALUE ->
                new ArrayValue(
                        value.getArrayValue().getId(),
                        elements(value.getArrayValue().getChildrenList()));
            case BOOLEANVALUE ->
                new BooleanValue(
                        value.getBooleanValue().getId(), value.getBooleanValue().getValue());
            case DOUBLEVALUE ->
                new DoubleValue(
                        value.getDoubleValue().getId(), value.getDoubleValue().getValue());
            case NULLVALUE -> new NullValue(value.getNullValue().getId());
            case STRINGVALUE ->
                new StringValue(
                        value.getStringValue().getId(), value.getStringValue().getValue());
            case DATEVALUE ->
                new DateValue(
                        value.getDateValue().getId(),
                        instant(value.getDateValue().getValue()));
            case VALUE_NOT_SET -> throw new IncompleteMessageException("a value has no kind");
        };
    }

    static Instant instant(Timestamp timestamp) throws IncompleteMessageException {
        try {
            Instant instant = Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
            if (Duration.between(Instant.EPOCH, instant).abs().compareTo(FURTHEST) <= 0) {
                return instant;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // falls through: refused like any other moment that clients cannot hold
        }
        throw new IncompleteMessageException("a moment is out of range");
    }

    static dev.coterie.convergence.wire.model.ObjectValue wire(ObjectValue value) {
        dev.coterie.convergence.wire.model.ObjectValue.Builder wire =
                dev.coterie.convergence.wire.model.ObjectValue.newBuilder().setId(value.id());
        value.children().forEach((key, child) -> wire.putChildren(key, wire(child)));
        return wire.build();
    }

    static Map<String, dev.coterie.convergence.wire.model.DataValue> wire(Map<String, DataValue> properties) {
        Map<String, dev.coterie.convergence.wire.model.DataValue> result = new LinkedHashMap<>();
        properties.forEach((key, value) -> result.put(key, wire(value)));
        return result;
    }

    static List<dev.coterie.convergence.wire.model.DataValue> wire(List<DataValue> elements) {
        return elements.stream().map(ValueMapper::wire).toList();
    }

    static dev.coterie.convergence.wire.model.DataValue wire(DataValue value) {
        dev.coterie.convergence.wire.model.DataValue.Builder wire =
                dev.coterie.convergence.wire.model.DataValue.newBuilder();
        switch (value.kind()) {
            case OBJECT -> wire.setObjectValue(wire((ObjectValue) value));
            case ARRAY -> {
                var array = dev.coterie.convergence.wire.model.ArrayValue.newBuilder()
                        .setId(value.id());
                ((ArrayValue) value).children().forEach(child -> array.addChildren(wire(child)));
                wire.setArrayValue(array);
            }
            case STRING ->
                wire.setStringValue(dev.coterie.convergence.wire.model.StringValue.newBuilder()
                        .setId(value.id())
                        .setValue(((StringValue) value).value()));
            case DOUBLE ->
                wire.setDoubleValue(dev.coterie.convergence.wire.model.DoubleValue.newBuilder()
                        .setId(value.id())
                        .setValue(((DoubleValue) value).value()));
            case BOOLEAN ->
                wire.setBooleanValue(dev.coterie.convergence.wire.model.BooleanValue.newBuilder()
                        .setId(value.id())
                        .setValue(((BooleanValue) value).value()));
            case NULL ->
                wire.setNullValue(dev.coterie.convergence.wire.model.NullValue.newBuilder()
                        .setId(value.id()));
            case DATE ->
                wire.setDateValue(dev.coterie.convergence.wire.model.DateValue.newBuilder()
                        .setId(value.id())
                        .setValue(Timestamps.of(((DateValue) value).value())));
        }
        return wire.build();
    }
}
