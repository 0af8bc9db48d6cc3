package dev.coterie.account;

import java.util.List;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Changes as a column keeps them: a JSON list. Thread-safe. */
@Converter
class FieldChanges implements AttributeConverter<List<FieldChange>, String> {

    static final int MAX_LENGTH = 4000;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<FieldChange>> TYPE = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(@Nullable List<FieldChange> changes) {
        if (changes == null || changes.isEmpty()) {
            return "";
        }
        String whole = JSON.writeValueAsString(changes);
        if (whole.length() <= MAX_LENGTH) {
            return whole;
        }
        // That a field was changed is worth more than how.
        List<FieldChange> names = changes.stream()
                .limit(MAX_LENGTH / 100)
                .map(change -> new FieldChange(change.field(), "", ""))
                .toList();
        return JSON.writeValueAsString(names);
    }

    @Override
    public List<FieldChange> convertToEntityAttribute(@Nullable String column) {
        return column == null || column.isEmpty() ? List.of() : JSON.readValue(column, TYPE);
    }
}
