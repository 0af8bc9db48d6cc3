package dev.coterie.account.web.oidc;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

import dev.coterie.account.OidcProperties;
import dev.coterie.account.ProviderUser;

/** Reads what the provider says of a person. Thread-safe. */
class Claims {

    /** More groups than this say nothing any more; the rest is left out. */
    private static final int MAX_GROUPS = 1_000;

    private final OidcProperties properties;

    Claims(OidcProperties properties) {
        this.properties = properties;
    }

    ProviderUser read(OidcUser user) {
        Map<String, Object> claims = user.getClaims();
        Object verified = claims.get(StandardClaimNames.EMAIL_VERIFIED);
        String email = Boolean.FALSE.equals(verified) ? null : text(claims, StandardClaimNames.EMAIL);
        return new ProviderUser(
                properties.issuerId(),
                Objects.requireNonNull(user.getSubject(), "verified"),
                username(claims, email),
                text(claims, StandardClaimNames.GIVEN_NAME),
                text(claims, StandardClaimNames.FAMILY_NAME),
                text(claims, StandardClaimNames.NAME),
                email,
                Boolean.TRUE.equals(verified),
                groups(claims));
    }

    /** The claim that was chosen, else what stands before the at sign of the address. */
    private String username(Map<String, Object> claims, @Nullable String email) {
        return Optional.ofNullable(text(claims, properties.usernameClaim()))
                .or(() -> Optional.ofNullable(email).map(address -> address.split("@", 2)[0]))
                .orElse("");
    }

    private Set<String> groups(Map<String, Object> claims) {
        Object value = find(claims, properties.groupsClaim());
        Stream<?> values = value instanceof Collection<?> several ? several.stream() : Stream.ofNullable(value);
        return values.filter(String.class::isInstance)
                .map(String.class::cast)
                .limit(MAX_GROUPS)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A claim of that name, else one within another: some names are addresses, with dots in them. */
    private static @Nullable Object find(Map<?, ?> claims, String name) {
        Object direct = claims.get(name);
        if (direct != null) {
            return direct;
        }
        return Arrays.stream(name.split("\\."))
                .reduce(
                        Optional.<Object>of(claims),
                        (found, step) -> found.map(object -> object instanceof Map<?, ?> map ? map.get(step) : null),
                        (first, second) -> second)
                .orElse(null);
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank() ? text : null;
    }
}
