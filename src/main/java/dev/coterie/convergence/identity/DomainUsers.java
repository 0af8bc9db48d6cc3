package dev.coterie.convergence.identity;

import java.util.Optional;

import com.google.protobuf.StringValue;

import dev.coterie.account.Account;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.core.DomainUserIdData;
import dev.coterie.convergence.wire.core.DomainUserTypeData;

/** Users as the wire format has them. Thread-safe: it has no state. */
public final class DomainUsers {

    /** The username of the placeholder for somebody whom nobody remembers. */
    public static final String NOBODY = "unknown";

    private DomainUsers() {}

    /** What other clients are shown of somebody with an account. */
    public static DomainUserData of(Account account) {
        DomainUserData.Builder user = DomainUserData.newBuilder()
                .setUserId(id(new UserKey(UserType.NORMAL, account.username())))
                .setDisplayName(StringValue.of(account.shownName()))
                .setDisabled(!account.active());
        nonEmpty(account.firstName()).ifPresent(user::setFirstName);
        nonEmpty(account.lastName()).ifPresent(user::setLastName);
        nonEmpty(account.email()).ifPresent(user::setEmail);
        return user.build();
    }

    /** What other clients are shown of an anonymous user; with an empty name the client shows the username. */
    public static DomainUserData anonymous(String username, String displayName) {
        DomainUserData.Builder user =
                DomainUserData.newBuilder().setUserId(id(new UserKey(UserType.ANONYMOUS, username)));
        nonEmpty(displayName).ifPresent(user::setDisplayName);
        return user.build();
    }

    public static DomainUserIdData id(UserKey user) {
        return DomainUserIdData.newBuilder()
                .setUserType(DomainUserTypeData.forNumber(user.type().ordinal()))
                .setUsername(user.username())
                .build();
    }

    /** The user that a client means; empty for a type of user that does not exist. */
    public static Optional<UserKey> key(DomainUserIdData id) {
        int type = id.getUserTypeValue();
        return type < 0 || type >= UserType.values().length
                ? Optional.empty()
                : Optional.of(new UserKey(UserType.values()[type], id.getUsername()));
    }

    private static Optional<StringValue> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(StringValue.of(text));
    }
}
