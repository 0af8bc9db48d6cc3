package dev.coterie.account;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signing in at a provider of OpenID Connect. Immutable.
 *
 * @param issuer the provider's address, as it calls itself; empty: there is no such sign-in
 * @param clientId what the provider calls this server
 * @param clientSecret the secret that belongs to it; empty: the provider knows this server as a public client
 * @param name what people call the provider: the text of the button
 * @param scopes what is asked for; {@code openid} belongs to it
 * @param usernameClaim the claim that becomes the username of a new account
 * @param groupsClaim the claim with the groups of the person; a dot leads into a claim: {@code realm_access.roles}
 * @param groups which group here a value of that claim means: {@code value=group}, several by commas
 * @param matchGroups whether a value means the group here that has the same name, too
 * @param staffGroup the value that makes staff
 * @param superuserGroup the value that makes superusers
 * @param signUp whether somebody who has no account here yet gets one
 * @param linkByEmail whether somebody who has no account here yet gets the one that has their verified address, if it is
 *     the only one and nobody's of the staff; its password ends by it
 * @param logout whether signing out here signs out at the provider as well
 * @param only whether this is the only way to sign in: no password opens anything
 * @param emergencyLogin whether superusers get in with their passwords even then, for when the provider fails
 */
@ConfigurationProperties("coterie.oidc")
public record OidcProperties(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("OpenID Connect") String name,
        @DefaultValue({"openid", "profile", "email"}) Set<String> scopes,
        @DefaultValue("preferred_username") String usernameClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue List<String> groups,
        @DefaultValue("false") boolean matchGroups,
        @Nullable String staffGroup,
        @Nullable String superuserGroup,
        @DefaultValue("true") boolean signUp,
        @DefaultValue("false") boolean linkByEmail,
        @DefaultValue("false") boolean logout,
        @DefaultValue("false") boolean only,
        @DefaultValue("false") boolean emergencyLogin) {

    public OidcProperties {
        issuer = issuer.strip();
        groups = List.copyOf(groups);
        scopes = Set.copyOf(scopes);
        if (only && issuer.isEmpty()) {
            throw new IllegalArgumentException("coterie.oidc.only needs coterie.oidc.issuer: nobody could sign in");
        }
        if (!issuer.isEmpty() && !issuer.startsWith("https://") && !issuer.startsWith("http://")) {
            throw new IllegalArgumentException("coterie.oidc.issuer: an address begins with https://");
        }
        if (!issuer.isEmpty() && clientId.isBlank()) {
            throw new IllegalArgumentException("coterie.oidc.issuer needs coterie.oidc.client-id");
        }
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException("coterie.oidc.scopes: openid belongs to it");
        }
        groups.forEach(OidcProperties::split);
    }

    /** The issuer as identities name it: with or without a slash at its end it is the same. */
    public String issuerId() {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    /** Whether people can sign in at a provider at all. */
    public boolean enabled() {
        return !issuer.isEmpty();
    }

    /** Whether anybody's password opens anything: without it there is no form for one. */
    public boolean passwords() {
        return !only || emergencyLogin;
    }

    /** Whether a password opens an account. */
    boolean passwordOpens(boolean superuser) {
        return !only || (emergencyLogin && superuser);
    }

    /** The names of the groups here that values of the claim mean; there need not be such groups. */
    Set<String> groupsFor(Set<String> values) {
        Set<String> names = new TreeSet<>(matchGroups ? values : Set.of());
        groups.stream()
                .map(OidcProperties::split)
                .filter(pair -> values.contains(pair.get(0)))
                .forEach(pair -> names.add(pair.get(1)));
        return names;
    }

    boolean makesStaff(Set<String> values) {
        return makesSuperuser(values) || (staffGroup != null && values.contains(staffGroup));
    }

    boolean makesSuperuser(Set<String> values) {
        return superuserGroup != null && values.contains(superuserGroup);
    }

    /** A value may be a path or a distinguished name: the last equals sign counts. */
    private static List<String> split(String entry) {
        int equals = entry.lastIndexOf('=');
        if (equals < 1 || equals == entry.length() - 1) {
            throw new IllegalArgumentException("coterie.oidc.groups: each entry is value=group");
        }
        return List.of(
                entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
    }

    @Override
    public String toString() {
        return "OidcProperties[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}
