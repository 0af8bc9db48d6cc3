package dev.coterie.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Who is logged in. A session keeps it; each request sees it with the account as it is then. Immutable.
 *
 * <p>Controllers take it as {@code @AuthenticationPrincipal @Nullable AccountPrincipal}, or ask {@link #accountOf}.
 */
public final class AccountPrincipal implements UserDetails {

    /** Has everybody who is logged in. */
    public static final String ROLE_USER = "ROLE_USER";

    /** Opens the admin site. */
    public static final String ROLE_STAFF = "ROLE_STAFF";

    /** May do everything. */
    public static final String ROLE_SUPERUSER = "ROLE_SUPERUSER";

    private final Account account;
    private final Instant authenticatedAt;
    private final Instant provenAt;
    private final Set<Permission> permissions;

    /** Somebody without permissions, as everybody is until the login is looked at anew by the next request. */
    public AccountPrincipal(Account account, Instant authenticatedAt) {
        this(account, authenticatedAt, Set.of());
    }

    /** @param permissions what the account may do on the admin site, also by its groups */
    public AccountPrincipal(Account account, Instant authenticatedAt, Set<Permission> permissions) {
        this(account, authenticatedAt, authenticatedAt, permissions);
    }

    private AccountPrincipal(Account account, Instant authenticatedAt, Instant provenAt, Set<Permission> permissions) {
        this.account = account;
        this.authenticatedAt = authenticatedAt;
        this.provenAt = provenAt;
        this.permissions = Set.copyOf(permissions);
    }

    /** The same login of somebody who showed earlier, and elsewhere, who they are. */
    public AccountPrincipal provenAt(Instant instant) {
        return new AccountPrincipal(account, authenticatedAt, instant, permissions);
    }

    /** The account of who is logged in; empty for nobody. */
    public static Optional<Account> accountOf(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof AccountPrincipal principal
                ? Optional.of(principal.account())
                : Optional.empty();
    }

    public Account account() {
        return account;
    }

    /** When the login was made, or a password was checked since. */
    public Instant authenticatedAt() {
        return authenticatedAt;
    }

    /** When the person last showed who they are: a provider lets people in who did so a while ago. */
    public Instant provenAt() {
        return provenAt;
    }

    /** Whether the admin site opens. */
    public boolean isStaff() {
        return account.staff();
    }

    public boolean has(Permission permission) {
        return permissions.contains(permission);
    }

    /** @throws MissingPermissionException without the permission */
    public void require(Permission permission) {
        if (!has(permission)) {
            throw new MissingPermissionException(permission);
        }
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        List<GrantedAuthority> authorities = new ArrayList<>();
        authorities.add(new SimpleGrantedAuthority(ROLE_USER));
        if (account.staff()) {
            authorities.add(new SimpleGrantedAuthority(ROLE_STAFF));
        }
        if (account.superuser()) {
            authorities.add(new SimpleGrantedAuthority(ROLE_SUPERUSER));
        }
        permissions.forEach(permission -> authorities.add(new SimpleGrantedAuthority(permission.name())));
        return authorities;
    }

    @Override
    public @Nullable String getPassword() {
        return null;
    }

    @Override
    public String getUsername() {
        return account.username();
    }

    @Override
    public boolean isEnabled() {
        return account.active();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountPrincipal that && account.id() == that.account.id();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(account.id());
    }

    @Override
    public String toString() {
        return account.username();
    }
}
