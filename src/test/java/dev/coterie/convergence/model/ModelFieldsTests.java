package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.coterie.convergence.Models;
import dev.coterie.convergence.model.ot.ArrayValue;
import dev.coterie.convergence.model.ot.BooleanValue;
import dev.coterie.convergence.model.ot.DateValue;
import dev.coterie.convergence.model.ot.DoubleValue;
import dev.coterie.convergence.model.ot.NullValue;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.convergence.query.Query;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.FieldId;
import dev.coterie.document.FieldValue;
import dev.coterie.document.Keeping;

import static org.assertj.core.api.Assertions.assertThat;

class ModelFieldsTests {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void eachValueThatCanBeComparedIsAField() {
        ObjectValue root = new ObjectValue(
                "r",
                Map.of(
                        "", new StringValue("a", ""),
                        "date", new DateValue("b", Instant.parse("1969-12-31T23:59:59.999Z")),
                        "zero", new DoubleValue("c", -0.0),
                        "endless", new DoubleValue("d", Double.POSITIVE_INFINITY),
                        "nan", new DoubleValue("e", Double.NaN),
                        "nothing", new NullValue("f"),
                        "no", new BooleanValue("g", false),
                        "list",
                                new ArrayValue(
                                        "h",
                                        List.of(
                                                new NullValue("i"),
                                                new ObjectValue("j", Map.of("0", new StringValue("k", "x"))),
                                                new ArrayValue("l", List.of(new StringValue("m", "y")))))));
        FieldId fields = FieldId.root(Models.KIND, "notes");
        assertThat(ModelFields.of(content(root)).values())
                .isEqualTo(Map.of(
                        fields.fact(Query.ID), new FieldValue.Text("model"),
                        fields.fact(Query.VERSION), new FieldValue.Number(5),
                        fields.named(""), new FieldValue.Text(""),
                        fields.named("date"), new FieldValue.Number(-1),
                        fields.named("zero"), new FieldValue.Number(0),
                        fields.named("endless"), new FieldValue.Number(Double.POSITIVE_INFINITY),
                        fields.named("no"), new FieldValue.Truth(false),
                        fields.named("list").element(1).named("0"), new FieldValue.Text("x"),
                        fields.named("list").element(2).element(0), new FieldValue.Text("y")));
    }

    @Test
    void propertyThatIsCalledAsAFactIsNone() {
        ObjectValue root = new ObjectValue("r", Map.of(Query.ID, new StringValue("a", "mine")));
        FieldId fields = FieldId.root(Models.KIND, "notes");
        assertThat(ModelFields.of(content(root)).values())
                .containsEntry(fields.fact(Query.ID), new FieldValue.Text("model"))
                .containsEntry(fields.named(Query.ID), new FieldValue.Text("mine"));
    }

    private static StoredContent content(ObjectValue root) {
        return new StoredContent(
                new DocumentRecord(
                        new DocumentId(1),
                        new DocumentKey(Models.KIND, "model"),
                        "notes",
                        false,
                        CREATED,
                        QueryWorld.metadata(QueryWorld.OPEN),
                        new Keeping("", "", false)),
                root,
                5,
                CREATED);
    }
}
