package dev.coterie.admin;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import dev.coterie.account.Invitations;

/**
 * An invitation to be made. Immutable.
 *
 * @param email empty: for whoever has the link
 * @param uses a number, as it was written
 * @param lifetime the name of a {@link Lifetime}
 */
record InvitationForm(
        @Size(max = 254, message = "{form.too-long}") @Email(message = "{form.email}")
        String email,

        String uses,

        @Pattern(regexp = "DAY|WEEK|MONTH", message = "{admin.invitations.choose}")
        String lifetime,

        List<Long> groups) {

    static final InvitationForm EMPTY = new InvitationForm("", "1", Lifetime.WEEK.name(), List.of());

    InvitationForm {
        email = Objects.requireNonNullElse(email, "").strip();
        uses = Objects.requireNonNullElse(uses, "").strip();
        lifetime = Objects.requireNonNullElse(lifetime, "");
        groups = groups == null
                ? List.of()
                : groups.stream().filter(Objects::nonNull).toList();
    }

    static List<String> lifetimes() {
        return Arrays.stream(Lifetime.values()).map(Lifetime::name).toList();
    }

    /** How many may use it; empty: that is no number that it can be. */
    OptionalInt count() {
        if (!uses.matches("[0-9]{1,6}")) {
            return OptionalInt.empty();
        }
        int count = Integer.parseInt(uses);
        return count >= 1 && count <= Invitations.MOST_USES ? OptionalInt.of(count) : OptionalInt.empty();
    }

    Duration duration() {
        return Duration.ofDays(Lifetime.valueOf(lifetime).days);
    }

    /** How long an invitation may be used. */
    enum Lifetime {
        DAY(1),
        WEEK(7),
        MONTH(30);

        private final int days;

        Lifetime(int days) {
            this.days = days;
        }
    }
}
