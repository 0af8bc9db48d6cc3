package dev.coterie.convergence.session;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.wire.stored.ReconnectRecord;
import dev.coterie.document.RecordStore;

/** Remembers reconnect tokens by their hashes. Thread-safe; nothing blocks. */
class ReconnectTokens {

    private static final String SPACE = "convergence-reconnect-token";
    private static final String COPIES = "convergence-copies-kept";

    /** Operations of older sessions of a client are long acknowledged. */
    private static final int MAX_SESSIONS = 32;

    private final RecordStore records;
    private final ConvergenceProperties properties;
    private final InstantSource clock;

    ReconnectTokens(RecordStore records, ConvergenceProperties properties, InstantSource clock) {
        this.records = records;
        this.properties = properties;
        this.clock = clock;
    }

    CompletionStage<Optional<ReconnectRecord>> find(ReconnectToken token) {
        return records.get(SPACE, token.hash()).thenApply(found -> found.map(ReconnectTokens::parse));
    }

    /** Adds a session to a token, and makes it valid for its whole lifetime from now. */
    CompletionStage<Void> put(ReconnectToken token, UserKey user, ReconnectRecord record, String sessionId) {
        List<String> before = record.getSessionIdsList();
        ReconnectRecord extended = record.toBuilder()
                .clearSessionIds()
                .addAllSessionIds(before.subList(Math.max(0, before.size() - MAX_SESSIONS + 1), before.size()))
                .addSessionIds(sessionId)
                .build();
        return records.put(
                SPACE,
                token.hash(),
                owner(user),
                extended.toByteArray(),
                clock.instant().plus(properties.reconnectTokenLifetime()));
    }

    /** Notes that the client with this token keeps copies of models, for as long as the token is valid. */
    CompletionStage<Void> keepsCopies(ReconnectToken token, UserKey user) {
        return records.put(
                COPIES,
                token.hash(),
                owner(user),
                new byte[] {1},
                clock.instant().plus(properties.reconnectTokenLifetime()));
    }

    CompletionStage<Boolean> areCopiesKept(ReconnectToken token) {
        return records.get(COPIES, token.hash()).thenApply(Optional::isPresent);
    }

    /** Forgets a token. */
    CompletionStage<Void> remove(ReconnectToken token) {
        return records.remove(SPACE, token.hash());
    }

    /** Forgets all tokens of somebody with an account. */
    CompletionStage<Void> removeAll(String username) {
        return records.removeOwned(SPACE, owner(new UserKey(UserType.NORMAL, username)));
    }

    /** Usernames of other types may equal those of accounts; they get what no username begins with. */
    private static String owner(UserKey user) {
        return user.type() == UserType.NORMAL ? user.username() : "\t" + user.type() + "\t" + user.username();
    }

    private static ReconnectRecord parse(byte[] record) {
        try {
            return ReconnectRecord.parseFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The record of a reconnect token cannot be read", e);
        }
    }
}
