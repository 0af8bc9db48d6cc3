package dev.coterie.document;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A field as it is stored; {@code document_field} says what the columns are. Immutable. */
record FieldRow(UUID field, int kind, double number, byte[] start, byte @Nullable [] whole) {

    static final int TRUTH = 1;
    static final int NUMBER = 2;
    static final int TEXT = 3;

    private static final byte[] NOTHING = {};

    static FieldRow of(FieldId id, FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            byte[] bytes = FieldText.bytes(text.value());
            return new FieldRow(id.value(), TEXT, 0, FieldText.start(bytes), FieldText.whole(bytes));
        }
        return new FieldRow(
                id.value(), value instanceof FieldValue.Truth ? TRUTH : NUMBER, Constants.number(value), NOTHING, null);
    }

    static FieldRow read(ResultSet row, int index) throws SQLException {
        return new FieldRow(
                row.getObject("field", UUID.class),
                row.getInt("kind"),
                row.getDouble("number_value"),
                row.getBytes("text_start"),
                row.getBytes("text_value"));
    }

    /** To a statement whose parameters begin with the columns after the field. */
    void bind(PreparedStatement statement, DocumentId document) throws SQLException {
        statement.setInt(1, kind);
        statement.setDouble(2, number);
        statement.setBytes(3, start);
        statement.setBytes(4, whole);
        statement.setLong(5, document.number());
        statement.setObject(6, field);
    }

    boolean isSame(FieldRow other) {
        return kind == other.kind
                && Double.compare(number, other.number) == 0
                && Arrays.equals(start, other.start)
                && Arrays.equals(whole, other.whole);
    }
}
