package dev.coterie.convergence.model;

import dev.coterie.convergence.model.ot.IndexRange;
import dev.coterie.convergence.model.ot.Reference;
import dev.coterie.convergence.model.ot.ReferenceValues;
import dev.coterie.convergence.wire.core.Int32List;
import dev.coterie.convergence.wire.core.StringList;
import dev.coterie.convergence.wire.model.IndexRangeList;
import dev.coterie.convergence.wire.model.ReferenceData;

/** References between their wire form and ours. Thread-safe: it has no state. */
final class ReferenceMapper {

    private ReferenceMapper() {}

    static ReferenceValues values(dev.coterie.convergence.wire.model.ReferenceValues values)
            throws IncompleteMessageException {
        return switch (values.getValuesCase()) {
            case INDICES -> new ReferenceValues.Indices(values.getIndices().getValuesList());
            case RANGES ->
                new ReferenceValues.Ranges(values.getRanges().getValuesList().stream()
                        .map(range -> new IndexRange(range.getStartIndex(), range.getEndIndex()))
                        .toList());
            case PROPERTIES ->
                new ReferenceValues.Properties(values.getProperties().getValuesList());
            case ELEMENTS -> new ReferenceValues.Elements(values.getElements().getValuesList());
            case VALUES_NOT_SET -> throw new IncompleteMessageException("a reference has no values");
        };
    }

    /** The kind is always set, also of an empty list. */
    static dev.coterie.convergence.wire.model.ReferenceValues wire(ReferenceValues values) {
        var wire = dev.coterie.convergence.wire.model.ReferenceValues.newBuilder();
        switch (values.kind()) {
            case INDEX ->
                wire.setIndices(Int32List.newBuilder().addAllValues(((ReferenceValues.Indices) values).indices()));
            case RANGE -> wire.setRanges(wire((ReferenceValues.Ranges) values));
            case PROPERTY ->
                wire.setProperties(StringList.newBuilder().addAllValues(((ReferenceValues.Properties) values).keys()));
            case ELEMENT ->
                wire.setElements(StringList.newBuilder().addAllValues(((ReferenceValues.Elements) values).valueIds()));
        }
        return wire.build();
    }

    private static IndexRangeList wire(ReferenceValues.Ranges ranges) {
        IndexRangeList.Builder wire = IndexRangeList.newBuilder();
        ranges.ranges()
                .forEach(range ->
                        wire.addValuesBuilder().setStartIndex(range.start()).setEndIndex(range.end()));
        return wire.build();
    }

    static ReferenceData wire(Reference reference) {
        ReferenceData.Builder wire = ReferenceData.newBuilder()
                .setSessionId(reference.id().session())
                .setKey(reference.id().key())
                .setReference(wire(reference.values()));
        if (!reference.id().isOnModel()) {
            wire.setValueId(com.google.protobuf.StringValue.of(reference.id().valueId()));
        }
        return wire.build();
    }
}
