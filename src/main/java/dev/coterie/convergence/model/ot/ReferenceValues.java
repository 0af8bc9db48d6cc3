package dev.coterie.convergence.model.ot;

import java.util.List;

/** What a reference points to, within its value: none, one or several places of one kind. Immutable. */
public sealed interface ReferenceValues {

    /** Returns the kind, which tells the implementing record. */
    ReferenceKind kind();

    /** Returns a reference of the same kind that points nowhere. */
    ReferenceValues cleared();

    /** Places in a text, in UTF-16 code units. */
    record Indices(List<Integer> indices) implements ReferenceValues {
        public Indices {
            indices = List.copyOf(indices);
        }

        @Override
        public ReferenceKind kind() {
            return ReferenceKind.INDEX;
        }

        @Override
        public Indices cleared() {
            return new Indices(List.of());
        }
    }

    /** Ranges in a text. */
    record Ranges(List<IndexRange> ranges) implements ReferenceValues {
        public Ranges {
            ranges = List.copyOf(ranges);
        }

        @Override
        public ReferenceKind kind() {
            return ReferenceKind.RANGE;
        }

        @Override
        public Ranges cleared() {
            return new Ranges(List.of());
        }
    }

    /** Names of properties of an object, whether they exist or not. */
    record Properties(List<String> keys) implements ReferenceValues {
        public Properties {
            keys = List.copyOf(keys);
        }

        @Override
        public ReferenceKind kind() {
            return ReferenceKind.PROPERTY;
        }

        @Override
        public Properties cleared() {
            return new Properties(List.of());
        }
    }

    /** Ids of values of the model. */
    record Elements(List<String> valueIds) implements ReferenceValues {
        public Elements {
            valueIds = List.copyOf(valueIds);
        }

        @Override
        public ReferenceKind kind() {
            return ReferenceKind.ELEMENT;
        }

        @Override
        public Elements cleared() {
            return new Elements(List.of());
        }
    }
}
