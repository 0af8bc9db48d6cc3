package dev.coterie.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.CollectionRights;

/**
 * What is said of somebody in a collection, as pages show it. Immutable.
 *
 * @param who {@code world}, {@code user} or {@code group}
 * @param name empty: everybody
 * @param rights whether they may, by the words for it
 */
record RightsRow(String who, String name, Map<String, Boolean> rights) {

    /** Everybody first, then groups, then users. */
    static List<RightsRow> of(CollectionAccess access) {
        List<RightsRow> rows = new ArrayList<>();
        rows.add(new RightsRow("world", "", map(access.world())));
        access.groups().forEach((name, rights) -> rows.add(new RightsRow("group", name, map(rights))));
        access.users().forEach((name, rights) -> rows.add(new RightsRow("user", name, map(rights))));
        return rows;
    }

    static String words(CollectionRights rights) {
        String words = map(rights).entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "-" : words;
    }

    private static Map<String, Boolean> map(CollectionRights rights) {
        Map<String, Boolean> map = new LinkedHashMap<>();
        map.put("create", rights.create());
        map.put("read", rights.read());
        map.put("write", rights.write());
        map.put("remove", rights.remove());
        map.put("manage", rights.manage());
        return map;
    }

    public boolean world() {
        return who.equals("world");
    }
}
