package dev.coterie.convergence.identity;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import com.google.protobuf.InvalidProtocolBufferException;
import org.springframework.stereotype.Component;

import dev.coterie.account.AccountDirectory;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.document.RecordStore;

/** Everybody that clients can be told about: people with accounts, and anonymous users. Thread-safe; nothing blocks. */
@Component
public class Users {

    private static final String ANONYMOUS = "convergence-anonymous-user";
    private static final int ANONYMOUS_NAME_BITS = 62;

    private final AccountDirectory accounts;
    private final AccountCalls calls;
    private final RecordStore records;
    private final SecureRandom random = new SecureRandom();

    Users(AccountDirectory accounts, AccountCalls calls, RecordStore records) {
        this.accounts = accounts;
        this.calls = calls;
        this.records = records;
    }

    /** Those of the users that exist. */
    public CompletionStage<Map<UserKey, DomainUserData>> find(Collection<UserKey> users) {
        return findAnonymous(users).thenCombine(findAccounts(users), (anonymous, normal) -> {
            Map<UserKey, DomainUserData> all = new HashMap<>(anonymous);
            all.putAll(normal);
            return Map.copyOf(all);
        });
    }

    /** Makes an anonymous user with a name that no other has. */
    public CompletionStage<DomainUserData> makeAnonymous(String displayName) {
        String username = Long.toString(random.nextLong() >>> (Long.SIZE - ANONYMOUS_NAME_BITS), Character.MAX_RADIX);
        DomainUserData user = DomainUsers.anonymous(username, displayName);
        return records.put(ANONYMOUS, username, username, user.toByteArray(), null)
                .thenApply(done -> user);
    }

    private CompletionStage<Map<UserKey, DomainUserData>> findAccounts(Collection<UserKey> users) {
        List<String> names = names(users, UserType.NORMAL).toList();
        return names.isEmpty()
                ? CompletableFuture.completedStage(Map.of())
                : calls.lookUp(() -> {
                    Map<UserKey, DomainUserData> found = new HashMap<>();
                    names.forEach(name -> accounts.find(name)
                            .filter(account -> account.username().equals(name))
                            .ifPresent(
                                    account -> found.put(new UserKey(UserType.NORMAL, name), DomainUsers.of(account))));
                    return found;
                });
    }

    private CompletionStage<Map<UserKey, DomainUserData>> findAnonymous(Collection<UserKey> users) {
        List<String> names = names(users, UserType.ANONYMOUS).toList();
        return names.isEmpty()
                ? CompletableFuture.completedStage(Map.of())
                : records.getAll(ANONYMOUS, names).thenApply(entries -> {
                    Map<UserKey, DomainUserData> found = new HashMap<>();
                    entries.forEach(
                            entry -> found.put(new UserKey(UserType.ANONYMOUS, entry.key()), parse(entry.value())));
                    return found;
                });
    }

    private static Stream<String> names(Collection<UserKey> users, UserType type) {
        return users.stream()
                .filter(user -> user.type() == type)
                .map(UserKey::username)
                .distinct();
    }

    private static DomainUserData parse(byte[] record) {
        try {
            return DomainUserData.parseFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A record of an anonymous user cannot be read", e);
        }
    }
}
