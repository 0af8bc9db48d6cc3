package dev.coterie.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.coterie.account.Permission;
import dev.coterie.account.Permission.Section;

/** The permissions of a section, as forms offer them. Immutable. */
record PermissionRow(String section, List<Permission> permissions) {

    /** All there are, in the order of the sections. */
    static List<PermissionRow> all() {
        return Arrays.stream(Section.values()).map(PermissionRow::of).toList();
    }

    private static PermissionRow of(Section section) {
        return new PermissionRow(
                section.name().toLowerCase(Locale.ROOT),
                Arrays.stream(Permission.values())
                        .filter(permission -> permission.section() == section)
                        .toList());
    }

    /** The key of the word for what the permission allows: view, add, change or delete. */
    public String wordKey(Permission permission) {
        String name = permission.name();
        return "admin.permission." + name.substring(name.lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
    }
}
