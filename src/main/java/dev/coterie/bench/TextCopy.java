package dev.coterie.bench;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.StringValue;

/** A copy of a model with one text, in which somebody types. Confined to the event loop. */
final class TextCopy implements SharedCopy {

    private static final String PROPERTY = "text";

    private final SharedText text;
    private final String valueId;
    private final EditSource source;

    private TextCopy(SharedText text, String valueId, EditSource source) {
        this.text = text;
        this.valueId = valueId;
        this.source = source;
    }

    /** The data of such a model. */
    static ObjectValue data(String text) {
        DataValue value = DataValue.newBuilder()
                .setStringValue(StringValue.newBuilder().setId("@:1").setValue(text))
                .build();
        return ObjectValue.newBuilder()
                .setId("@:0")
                .putChildren(PROPERTY, value)
                .build();
    }

    static TextCopy of(OpenRealtimeModelResponseMessage opened, EditSource source) {
        StringValue value = opened.getData()
                .getChildrenOrDefault(PROPERTY, DataValue.getDefaultInstance())
                .getStringValue();
        return new TextCopy(new SharedText(value.getValue(), opened.getVersion()), value.getId(), source);
    }

    @Override
    public long version() {
        return text.version();
    }

    @Override
    public int inFlight() {
        return text.inFlight();
    }

    @Override
    public @Nullable OperationData edit() {
        Splice splice = source.next(text.text());
        if (splice == null) {
            return null;
        }
        text.edit(splice);
        return WireOperations.operation(valueId, splice);
    }

    @Override
    public void acknowledged(long at) {
        text.acknowledged(at);
    }

    @Override
    public void remote(long at, OperationData operation) {
        text.remote(at, WireOperations.splices(operation));
    }

    @Override
    public String content() {
        return text.toString();
    }
}
