package dev.coterie.convergence.transfer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

import dev.coterie.convergence.model.ot.ArrayValue;
import dev.coterie.convergence.model.ot.BooleanValue;
import dev.coterie.convergence.model.ot.DataValue;
import dev.coterie.convergence.model.ot.DateValue;
import dev.coterie.convergence.model.ot.DoubleValue;
import dev.coterie.convergence.model.ot.NullValue;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringValue;

/**
 * A model's data as JSON. What JSON has no kind for is an object that says its kind, as query results have dates (section
 * 12 of the protocol). Value ids are not in it; what is read gets ids that the server makes (section 5.1). Confined to one
 * model.
 */
final class PlainJson {

    private static final String TYPE = "$$convergence_type";
    private static final String DATE = "date";
    private static final String NUMBER = "number";
    private static final String OBJECT = "object";

    private static final long MAX_WHOLE = 1L << 53;

    private long nextId;

    static void write(DataValue value, JsonGenerator json) {
        switch (value.kind()) {
            case OBJECT -> write((ObjectValue) value, json);
            case ARRAY -> {
                json.writeStartArray();
                ((ArrayValue) value).children().forEach(child -> write(child, json));
                json.writeEndArray();
            }
            case STRING -> json.writeString(wellFormed(((StringValue) value).value()));
            case DOUBLE -> write(((DoubleValue) value).value(), json);
            case BOOLEAN -> json.writeBoolean(((BooleanValue) value).value());
            case NULL -> json.writeNull();
            case DATE -> {
                json.writeStartObject();
                json.writeStringProperty(TYPE, DATE);
                json.writeNumberProperty(DATE, ((DateValue) value).value().toEpochMilli());
                json.writeEndObject();
            }
        }
    }

    private static void write(ObjectValue object, JsonGenerator json) {
        json.writeStartObject();
        boolean looksLikeAKind = object.children().containsKey(TYPE);
        if (looksLikeAKind) {
            json.writeStringProperty(TYPE, OBJECT);
            json.writeObjectPropertyStart(OBJECT);
        }
        object.children().forEach((name, child) -> {
            json.writeName(wellFormed(name));
            write(child, json);
        });
        if (looksLikeAKind) {
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Edits may leave half of a surrogate pair behind, which UTF-8 has no form for; storage writes the same instead. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    private static void write(double number, JsonGenerator json) {
        if (!Double.isFinite(number)) {
            json.writeStartObject();
            json.writeStringProperty(TYPE, NUMBER);
            json.writeStringProperty(NUMBER, Double.toString(number));
            json.writeEndObject();
        } else if (number == Math.rint(number)
                && Math.abs(number) < MAX_WHOLE
                && 1 / number != Double.NEGATIVE_INFINITY) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    /** @throws IllegalArgumentException when it is none of what {@link #write} writes for an object */
    ObjectValue root(JsonNode json) {
        if (value(json) instanceof ObjectValue object) {
            return object;
        }
        throw new IllegalArgumentException("A model's data are an object");
    }

    private DataValue value(JsonNode json) {
        if (json.isObject()) {
            return json.has(TYPE) ? special(json) : object(json);
        }
        String id = id();
        if (json.isArray()) {
            List<DataValue> children = new ArrayList<>(json.size());
            json.forEach(child -> children.add(value(child)));
            return new ArrayValue(id, children);
        }
        if (json.isString()) {
            return new StringValue(id, json.asString());
        }
        if (json.isNumber()) {
            return new DoubleValue(id, json.doubleValue());
        }
        if (json.isBoolean()) {
            return new BooleanValue(id, json.booleanValue());
        }
        if (json.isNull()) {
            return new NullValue(id);
        }
        throw new IllegalArgumentException("There is no such kind of value");
    }

    private DataValue special(JsonNode json) {
        JsonNode content = json.path(json.path(TYPE).asString(""));
        return switch (json.path(TYPE).asString("")) {
            case DATE -> new DateValue(id(), Instant.ofEpochMilli(content.asLong()));
            case NUMBER -> new DoubleValue(id(), Double.parseDouble(content.asString()));
            case OBJECT -> object(content);
            default -> throw new IllegalArgumentException("There is no such kind of value");
        };
    }

    private ObjectValue object(JsonNode json) {
        String id = id();
        Map<String, DataValue> children = new LinkedHashMap<>();
        json.properties().forEach(property -> children.put(property.getKey(), value(property.getValue())));
        return new ObjectValue(id, children);
    }

    private String id() {
        return "0:" + nextId++;
    }
}
