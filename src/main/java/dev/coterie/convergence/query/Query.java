package dev.coterie.convergence.query;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.FieldCondition;
import dev.coterie.document.FieldPath;
import dev.coterie.document.FieldSearch;

/**
 * What somebody wants to know of the models of a collection (section 12 of the protocol). Immutable.
 *
 * @param fields empty: whole models
 * @param condition null: all models
 * @param limit null: all
 */
public record Query(
        List<Selected> fields,
        String collection,
        @Nullable FieldCondition condition,
        List<FieldSearch.Order> order,
        @Nullable Long limit,
        long offset) {

    /** The model's id. */
    public static final String ID = "@id";

    /** The model's version, a number. */
    public static final String VERSION = "@version";

    public Query {
        fields = List.copyOf(fields);
        order = List.copyOf(order);
    }

    /** @param name what it is called in the result */
    public record Selected(FieldPath path, String name) {}
}
