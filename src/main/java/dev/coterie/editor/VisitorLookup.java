package dev.coterie.editor;

import org.springframework.security.core.Authentication;

/**
 * Says who is behind a login. A bean of this type replaces {@link NamesFromLogin}, which knows only what Spring Security
 * knows.
 */
@FunctionalInterface
public interface VisitorLookup {

    /** @param authentication of somebody who is signed in */
    Visitor find(Authentication authentication);
}
