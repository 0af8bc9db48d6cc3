package dev.coterie.account;

import org.springframework.security.access.AccessDeniedException;

/** Somebody may not do this, for want of a permission. */
public class MissingPermissionException extends AccessDeniedException {

    private final Permission permission;

    MissingPermissionException(Permission permission) {
        super("Needs " + permission);
        this.permission = permission;
    }

    public Permission permission() {
        return permission;
    }
}
