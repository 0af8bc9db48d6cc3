package dev.coterie.admin;

import java.util.Objects;

/** A password, twice. Immutable. */
record PasswordForm(String password, String repeated) {

    static final PasswordForm EMPTY = new PasswordForm("", "");

    PasswordForm {
        password = Objects.requireNonNullElse(password, "");
        repeated = Objects.requireNonNullElse(repeated, "");
    }

    @Override
    public String toString() {
        return "PasswordForm[]";
    }
}
