package dev.coterie.convergence.presence;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Value;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;
import dev.coterie.convergence.wire.presence.PresenceAvailabilityChangedMessage;
import dev.coterie.convergence.wire.presence.PresenceResponseMessage;
import dev.coterie.convergence.wire.presence.PresenceStateClearedMessage;
import dev.coterie.convergence.wire.presence.PresenceStateRemovedMessage;
import dev.coterie.convergence.wire.presence.PresenceStateSetMessage;
import dev.coterie.convergence.wire.presence.SubscribePresenceResponseMessage;
import dev.coterie.convergence.wire.presence.UserPresenceData;

/** The frames that presence sends. Thread-safe: it has no state. */
final class PresenceFrames {

    private PresenceFrames() {}

    static byte[] available(UserKey user, boolean available) {
        return Frames.notice(ConvergenceMessage.newBuilder()
                .setPresenceAvailabilityChanged(PresenceAvailabilityChangedMessage.newBuilder()
                        .setUser(DomainUsers.id(user))
                        .setAvailable(available)));
    }

    static byte[] set(UserKey user, Map<String, Value> state) {
        return Frames.notice(ConvergenceMessage.newBuilder()
                .setPresenceStateSet(PresenceStateSetMessage.newBuilder()
                        .setUser(DomainUsers.id(user))
                        .putAllState(state)));
    }

    static byte[] removed(UserKey user, List<String> keys) {
        return Frames.notice(ConvergenceMessage.newBuilder()
                .setPresenceStateRemoved(PresenceStateRemovedMessage.newBuilder()
                        .setUser(DomainUsers.id(user))
                        .addAllKeys(keys)));
    }

    static byte[] cleared(UserKey user) {
        return Frames.notice(ConvergenceMessage.newBuilder()
                .setPresenceStateCleared(
                        PresenceStateClearedMessage.newBuilder().setUser(DomainUsers.id(user))));
    }

    static byte[] identity(DomainUserData user) {
        return Frames.notice(ConvergenceMessage.newBuilder()
                .setIdentityCacheUpdate(IdentityCacheUpdateMessage.newBuilder().addUsers(user)));
    }

    static byte[] answer(int requestId, Collection<UserPresenceData> presences) {
        return Frames.reply(
                requestId,
                ConvergenceMessage.newBuilder()
                        .setPresenceResponse(
                                PresenceResponseMessage.newBuilder().addAllUserPresences(presences)));
    }

    static byte[] subscribed(int requestId, Collection<UserPresenceData> presences) {
        return Frames.reply(
                requestId,
                ConvergenceMessage.newBuilder()
                        .setPresenceSubscribeResponse(
                                SubscribePresenceResponseMessage.newBuilder().addAllUserPresences(presences)));
    }
}
