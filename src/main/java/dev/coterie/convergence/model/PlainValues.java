package dev.coterie.convergence.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.ModelContent;
import dev.coterie.convergence.model.ot.ArrayValue;
import dev.coterie.convergence.model.ot.BooleanValue;
import dev.coterie.convergence.model.ot.DataValue;
import dev.coterie.convergence.model.ot.DateValue;
import dev.coterie.convergence.model.ot.DoubleValue;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringValue;

/** A model's data without ids, for those who do not know the protocol. Stateless. */
final class PlainValues {

    private PlainValues() {}

    static ModelContent content(long version, ObjectValue root) {
        return new ModelContent(version, text(root), object(root));
    }

    private static Map<String, @Nullable Object> object(ObjectValue object) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        object.children().forEach((key, value) -> plain.put(key, plain(value)));
        return plain;
    }

    private static @Nullable Object plain(DataValue value) {
        return switch (value.kind()) {
            case OBJECT -> object((ObjectValue) value);
            case ARRAY -> array((ArrayValue) value);
            case STRING -> ((StringValue) value).value();
            case DOUBLE -> number(((DoubleValue) value).value());
            case BOOLEAN -> ((BooleanValue) value).value();
            case NULL -> null;
            case DATE -> ((DateValue) value).value();
        };
    }

    private static List<@Nullable Object> array(ArrayValue array) {
        List<@Nullable Object> plain = new ArrayList<>(array.children().size());
        array.children().forEach(value -> plain.add(plain(value)));
        return plain;
    }

    /** Whole numbers without a fraction. */
    private static Number number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53 ? (Number) (long) value : (Number) value;
    }

    /** The first text from above. */
    private static Optional<String> text(DataValue value) {
        if (value instanceof StringValue string) {
            return Optional.of(string.value());
        }
        if (value instanceof ObjectValue object) {
            return first(object.children().values());
        }
        return value instanceof ArrayValue array ? first(array.children()) : Optional.empty();
    }

    private static Optional<String> first(Iterable<DataValue> values) {
        for (DataValue value : values) {
            if (value instanceof StringValue string) {
                return Optional.of(string.value());
            }
        }
        for (DataValue value : values) {
            Optional<String> below = text(value);
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }
}
