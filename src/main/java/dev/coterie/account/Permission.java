package dev.coterie.account;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Something that staff may do on the admin site, by section. An account has those that were given to it and those of its
 * groups; they count for active staff, and superusers have all. The name of each is its Spring Security authority, and is
 * stored.
 */
public enum Permission {
    USERS_VIEW(Section.USERS),
    USERS_ADD(Section.USERS),
    USERS_CHANGE(Section.USERS),
    USERS_DELETE(Section.USERS),
    GROUPS_VIEW(Section.GROUPS),
    GROUPS_ADD(Section.GROUPS),
    GROUPS_CHANGE(Section.GROUPS),
    GROUPS_DELETE(Section.GROUPS),
    DOCUMENTS_VIEW(Section.DOCUMENTS),
    DOCUMENTS_CHANGE(Section.DOCUMENTS),
    DOCUMENTS_DELETE(Section.DOCUMENTS),
    COLLECTIONS_VIEW(Section.COLLECTIONS),
    COLLECTIONS_ADD(Section.COLLECTIONS),
    COLLECTIONS_CHANGE(Section.COLLECTIONS),
    COLLECTIONS_DELETE(Section.COLLECTIONS),
    BOARDS_VIEW(Section.BOARDS),
    BOARDS_CHANGE(Section.BOARDS),
    BOARDS_DELETE(Section.BOARDS),
    /** Who is connected. */
    SESSIONS_VIEW(Section.SESSIONS),
    /** Ending connections. */
    SESSIONS_DELETE(Section.SESSIONS),
    KEYS_VIEW(Section.KEYS),
    KEYS_CHANGE(Section.KEYS),
    SETTINGS_VIEW(Section.SETTINGS),
    SETTINGS_CHANGE(Section.SETTINGS),
    LOG_VIEW(Section.LOG);

    private final Section section;

    Permission(Section section) {
        this.section = section;
    }

    public Section section() {
        return section;
    }

    /** These, and for each the right to view its section: nobody can change what they may not see. */
    public static Set<Permission> withViews(Collection<Permission> given) {
        EnumSet<Permission> all = EnumSet.noneOf(Permission.class);
        given.forEach(permission -> {
            all.add(permission);
            all.add(permission.section.view());
        });
        return all;
    }

    /** A part of the admin site. */
    public enum Section {
        USERS,
        GROUPS,
        DOCUMENTS,
        COLLECTIONS,
        BOARDS,
        SESSIONS,
        KEYS,
        SETTINGS,
        LOG;

        /** The permission without which the section does not show. */
        public Permission view() {
            return Permission.valueOf(name() + "_VIEW");
        }
    }
}
