package dev.coterie.account;

import java.io.Serializable;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A person as a provider of OpenID Connect knows them; the provider was asked and its answer verified. Immutable.
 *
 * @param issuer what the provider calls itself
 * @param subject whom it means: this alone, with the issuer, tells one person from another
 * @param username what the provider suggests as a username, any text; proof of nothing
 * @param firstName null, as the other names: the provider does not say
 * @param displayName one name for all of it
 * @param email null: the provider does not say, or says that it is not theirs
 * @param emailVerified whether the provider has made sure that the address is theirs
 * @param groups the values of the groups claim
 */
public record ProviderUser(
        String issuer,
        String subject,
        String username,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String displayName,
        @Nullable String email,
        boolean emailVerified,
        Set<String> groups)
        implements Serializable {

    /** The longest issuer and subject, in characters. */
    static final int ID_LENGTH = 255;

    public ProviderUser {
        groups = Set.copyOf(groups);
    }

    /** What to show to people: the username, else the address, else the subject. */
    public String label() {
        String shown = !username.isBlank() ? username : email != null ? email : subject;
        return Names.clean(shown, Names.NAME_LENGTH);
    }

    /** Whether it can be kept at all; subjects have 255 characters at most. */
    boolean isStorable() {
        return !subject.isBlank() && subject.length() <= ID_LENGTH && issuer.length() <= ID_LENGTH;
    }

    @Override
    public String toString() {
        return "ProviderUser[]";
    }
}
