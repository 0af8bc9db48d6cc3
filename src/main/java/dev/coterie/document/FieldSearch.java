package dev.coterie.document;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which documents are looked for, and which of them are wanted. Those in the trash are not found.
 *
 * @param condition null: all
 * @param order before the order in which they were created
 * @param offset how many to leave out, 0 or more
 * @param limit at most so many, 0 or more
 * @param reader who has to be allowed to read them; null: whoever may read all
 */
public record FieldSearch(
        String kind,
        String collection,
        @Nullable FieldCondition condition,
        List<Order> order,
        long offset,
        long limit,
        @Nullable Reader reader) {

    public FieldSearch {
        order = List.copyOf(order);
    }

    /**
     * Documents without the field come first, then truths, numbers and texts. Texts that begin with the same
     * {@link #TEXT_BYTES} are equal.
     */
    public record Order(FieldPath path, boolean descending) {

        /** Bytes of a text's UTF-8. */
        public static final int TEXT_BYTES = FieldText.START_BYTES;
    }

    /**
     * Somebody who reads.
     *
     * @param ofCollection what the collection says of them; null: nothing. It holds when the document says nothing of them
     * @param world what the collection says of everybody; holds where neither says more
     */
    public record Reader(ReaderId id, @Nullable Boolean ofCollection, boolean world) {}
}
