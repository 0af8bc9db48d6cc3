package dev.coterie.admin;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import dev.coterie.zwibbler.Permissions;

/**
 * A token to be made. Immutable.
 *
 * @param user empty: nobody in particular
 * @param permissions one of {@link #PERMISSIONS}
 * @param lifetime the name of a {@link Lifetime}
 */
record TokenForm(
        @Size(max = 150, message = "{form.too-long}")
        @Pattern(regexp = "\\P{Cntrl}*", message = "{admin.board.token.user.invalid}")
        String user,

        @Pattern(regexp = "r|rw|rwa", message = "{admin.board.token.choose}")
        String permissions,

        @Pattern(regexp = "HOUR|DAY|WEEK|MONTH|YEAR", message = "{admin.board.token.choose}")
        String lifetime) {

    static final TokenForm EMPTY = new TokenForm("", "r", Lifetime.DAY.name());

    static final List<String> PERMISSIONS = List.of("r", "rw", "rwa");

    TokenForm {
        user = Objects.requireNonNullElse(user, "").strip();
        permissions = Objects.requireNonNullElse(permissions, "");
        lifetime = Objects.requireNonNullElse(lifetime, "");
    }

    static List<String> lifetimes() {
        return Arrays.stream(Lifetime.values()).map(Lifetime::name).toList();
    }

    Permissions wanted() {
        return Permissions.of(permissions);
    }

    Duration duration() {
        return Duration.ofHours(Lifetime.valueOf(lifetime).hours);
    }

    /** How long a token may be used. */
    enum Lifetime {
        HOUR(1),
        DAY(24),
        WEEK(7 * 24),
        MONTH(30 * 24),
        YEAR(365 * 24);

        private final int hours;

        Lifetime(int hours) {
            this.hours = hours;
        }
    }
}
