package dev.coterie.editor;

import java.util.Set;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Takes the login name for the display name. Thread-safe. */
final class NamesFromLogin implements VisitorLookup {

    private static final Set<String> STAFF = Set.of("ROLE_STAFF", "ROLE_ADMIN", "ROLE_SUPERUSER");

    @Override
    public Visitor find(Authentication authentication) {
        String name = authentication.getName();
        boolean staff = authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .anyMatch(authority -> authority != null && STAFF.contains(authority));
        return new Visitor(name, name, staff);
    }
}
