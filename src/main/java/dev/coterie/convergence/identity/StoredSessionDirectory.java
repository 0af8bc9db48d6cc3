package dev.coterie.convergence.identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import com.google.protobuf.InvalidProtocolBufferException;
import org.springframework.stereotype.Component;

import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;
import dev.coterie.document.RecordStore;

/**
 * Keeps one small record for each session there ever was, with its user as the user was then: shown when the account is
 * gone. Thread-safe.
 */
@Component
class StoredSessionDirectory implements SessionDirectory {

    private static final DomainUserData NOBODY = DomainUsers.anonymous(DomainUsers.NOBODY, "?");

    private final RecordStore records;
    private final Users users;

    StoredSessionDirectory(RecordStore records, Users users) {
        this.records = records;
        this.users = users;
    }

    @Override
    public CompletionStage<Void> remember(String sessionId, DomainUserData user) {
        return records.put(RECORDS, sessionId, user.getUserId().getUsername(), user.toByteArray(), null);
    }

    @Override
    public CompletionStage<IdentityCacheUpdateMessage> describe(Collection<String> sessionIds) {
        List<String> wanted = sessionIds.stream().distinct().toList();
        if (wanted.isEmpty()) {
            return CompletableFuture.completedStage(IdentityCacheUpdateMessage.getDefaultInstance());
        }
        return records.getAll(RECORDS, wanted).thenCompose(entries -> {
            Map<String, DomainUserData> then =
                    entries.stream().collect(Collectors.toMap(RecordStore.Entry::key, entry -> parse(entry.value())));
            List<UserKey> keys = then.values().stream()
                    .flatMap(user -> DomainUsers.key(user.getUserId()).stream())
                    .distinct()
                    .toList();
            return users.find(keys).thenApply(now -> message(wanted, then, now));
        });
    }

    private static IdentityCacheUpdateMessage message(
            List<String> wanted, Map<String, DomainUserData> then, Map<UserKey, DomainUserData> now) {
        IdentityCacheUpdateMessage.Builder message = IdentityCacheUpdateMessage.newBuilder();
        Map<UserKey, DomainUserData> described = new HashMap<>();
        for (String sessionId : wanted) {
            DomainUserData user = then.getOrDefault(sessionId, NOBODY);
            message.putSessions(sessionId, user.getUserId());
            DomainUsers.key(user.getUserId()).ifPresent(key -> described.putIfAbsent(key, now.getOrDefault(key, user)));
        }
        return message.addAllUsers(described.values()).build();
    }

    private static DomainUserData parse(byte[] record) {
        try {
            return DomainUserData.parseFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The record of a session cannot be read", e);
        }
    }
}
