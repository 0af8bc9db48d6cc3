package dev.coterie.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.Permission;
import dev.coterie.account.Permission.Section;

/** The permissions of a section, as forms offer them. Immutable. */
record PermissionRow(String section, List<Permission> permissions) {

    /** All there are, in the order of the sections. */
    static List<PermissionRow> all() {
        return Arrays.stream(Section.values()).map(PermissionRow::of).toList();
    }

    /** The keys of the words for a permission: those of its section, and of view, add, change or delete. */
    static List<String> wordKeys(Permission permission) {
        return List.of(
                "admin.section." + permission.section().name().toLowerCase(Locale.ROOT),
                "admin.permission." + word(permission));
    }

    /**
     * Null: there is no such permission for the section.
     *
     * @param word view, add, change or delete
     */
    public @Nullable Permission permission(String word) {
        return permissions.stream()
                .filter(permission -> word(permission).equals(word))
                .findFirst()
                .orElse(null);
    }

    private static PermissionRow of(Section section) {
        return new PermissionRow(
                section.name().toLowerCase(Locale.ROOT),
                Arrays.stream(Permission.values())
                        .filter(permission -> permission.section() == section)
                        .toList());
    }

    private static String word(Permission permission) {
        String name = permission.name();
        return name.substring(name.lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
    }
}
