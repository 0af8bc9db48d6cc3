package dev.coterie.account;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of one field of something that was changed. Immutable.
 *
 * @param field its name in the messages {@code admin.field.*}
 * @param before empty: nothing, or not told
 * @param after empty: nothing, or not told
 */
public record FieldChange(String field, String before, String after) {

    private static final int MAX_LENGTH = 200;

    public FieldChange {
        before = Names.clean(before, MAX_LENGTH);
        after = Names.clean(after, MAX_LENGTH);
    }

    /** The fields whose values are not the same, in the order in which they are in the maps. */
    public static List<FieldChange> between(Map<String, String> before, Map<String, String> after) {
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        List<FieldChange> changes = new ArrayList<>();
        for (String field : fields) {
            String old = before.getOrDefault(field, "");
            String now = after.getOrDefault(field, "");
            if (!old.equals(now)) {
                changes.add(new FieldChange(field, old, now));
            }
        }
        return changes;
    }
}
