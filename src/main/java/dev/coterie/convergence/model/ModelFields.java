package dev.coterie.convergence.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.model.ot.ArrayValue;
import dev.coterie.convergence.model.ot.BooleanValue;
import dev.coterie.convergence.model.ot.DataValue;
import dev.coterie.convergence.model.ot.DateValue;
import dev.coterie.convergence.model.ot.DoubleValue;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.convergence.query.Query;
import dev.coterie.document.DocumentFields;
import dev.coterie.document.DocumentReaders;
import dev.coterie.document.FieldId;
import dev.coterie.document.FieldValue;
import dev.coterie.document.ReaderId;

/**
 * What queries find a model by: each of its values that is no object, array, null or NaN. A date is the number of its
 * milliseconds since 1970. Stateless.
 */
final class ModelFields {

    private ModelFields() {}

    static DocumentFields of(StoredContent content) {
        FieldId root =
                FieldId.root(content.record().key().kind(), content.record().collection());
        Map<FieldId, FieldValue> values = new HashMap<>();
        values.put(
                root.fact(Query.ID), new FieldValue.Text(content.record().key().name()));
        values.put(root.fact(Query.VERSION), new FieldValue.Number(content.version()));
        collect(content.root(), root, values);
        byte[] metadata = content.record().metadata();
        return new DocumentFields(
                values, metadata, readers(StoredForm.metadata(metadata).permissions()));
    }

    private static void collect(DataValue value, FieldId id, Map<FieldId, FieldValue> values) {
        switch (value.kind()) {
            case OBJECT ->
                ((ObjectValue) value).children().forEach((name, child) -> collect(child, id.named(name), values));
            case ARRAY -> {
                List<DataValue> elements = ((ArrayValue) value).children();
                for (int i = 0; i < elements.size(); i++) {
                    collect(elements.get(i), id.element(i), values);
                }
            }
            case STRING -> values.put(id, new FieldValue.Text(((StringValue) value).value()));
            case DOUBLE -> {
                double number = ((DoubleValue) value).value();
                if (!Double.isNaN(number)) {
                    values.put(id, new FieldValue.Number(number));
                }
            }
            case BOOLEAN -> values.put(id, new FieldValue.Truth(((BooleanValue) value).value()));
            case DATE -> values.put(id, new FieldValue.Number(JsonData.millis((DateValue) value)));
            case NULL -> {
                // It is as if it were not there.
            }
        }
    }

    static ReaderId reader(UserKey user) {
        return ReaderId.of(user.type() + ":" + user.username());
    }

    private static DocumentReaders readers(ModelPermissions permissions) {
        Map<ReaderId, Boolean> named = new HashMap<>();
        permissions.users().forEach((user, rights) -> named.put(reader(user), rights.read()));
        if (!permissions.overridesCollection()) {
            return new DocumentReaders(named, DocumentReaders.Others.AS_COLLECTION);
        }
        return new DocumentReaders(
                named, permissions.world().read() ? DocumentReaders.Others.ALLOWED : DocumentReaders.Others.DENIED);
    }
}
