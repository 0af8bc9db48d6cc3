package dev.coterie.admin;

import java.util.Optional;
import java.util.OptionalLong;

import dev.coterie.account.Permission;

/**
 * A part of the admin site. Every bean of this type is in its navigation and on its first page, in the order of
 * {@link org.springframework.core.annotation.Order}; the messages {@code admin.section.KEY} and
 * {@code admin.section.KEY.about} name it.
 */
public interface AdminSection {

    /** Lower-case letters; controllers give it to their pages as the model attribute {@code section}. */
    String key();

    /** Without this it does not show. */
    Permission permission();

    /** Where its list is, below the context path. */
    String path();

    /** How many objects there are; empty: it has none to count. */
    OptionalLong count();

    /** Where one is added; empty: not here. */
    Optional<AddPage> addPage();

    /** A page that adds an object. */
    record AddPage(String path, Permission permission) {}
}
