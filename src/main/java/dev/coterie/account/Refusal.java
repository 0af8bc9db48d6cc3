package dev.coterie.account;

import java.util.List;
import java.util.Locale;

/**
 * Why something was not done to an account or a group. Immutable.
 *
 * @param field the field of the command that is at fault; empty: none in particular
 * @param arguments for the placeholders of the message
 */
public record Refusal(String field, Reason reason, List<Object> arguments) {

    static Refusal of(Reason reason) {
        return new Refusal("", reason, List.of());
    }

    static Refusal of(String field, Reason reason, Object... arguments) {
        return new Refusal(field, reason, List.of(arguments));
    }

    /** The key of the sentence in {@code messages/account.properties}. */
    public String messageKey() {
        return reason.messageKey();
    }

    /** Every reason there is. */
    public enum Reason {
        USERNAME_INVALID,
        USERNAME_TAKEN,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        PASSWORD_NUMERIC,
        PASSWORD_COMMON,
        PASSWORD_LIKE_NAME,
        PASSWORD_WRONG,
        TOO_MANY_ATTEMPTS,
        TOKEN_NAME_INVALID,
        TOKEN_NAME_TAKEN,
        TOKEN_SCOPES_NONE,
        TOKEN_LIFETIME_INVALID,
        TOKENS_TOO_MANY,
        GROUP_NAME_INVALID,
        GROUP_NAME_TAKEN,
        NO_SUCH_ACCOUNT,
        SUPERUSERS_ONLY,
        FLAGS_SUPERUSERS_ONLY,
        MORE_RIGHTS_THAN_YOURS,
        NOT_YOURS_TO_GIVE,
        LAST_SUPERUSER,
        NOT_YOURSELF_DEACTIVATE,
        NOT_YOURSELF_DELETE,
        NOT_YOURSELF_PASSWORD,
        NOT_YOURSELF_DEMOTE,
        IDENTITY_UNFIT,
        IDENTITY_TAKEN,
        IDENTITY_PRESENT,
        IDENTITY_ONLY_WAY;

        String messageKey() {
            return "refusal." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
