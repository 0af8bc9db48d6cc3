package dev.coterie.convergence.session;

import java.util.Map;

import com.google.protobuf.Value;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage.ConnectionFailureData;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage.ConnectionSuccessData;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage.ServerData;

/** The two replies to a connection request. Thread-safe: it has no state. */
final class Handshake {

    private static final ServerData SERVER =
            ServerData.newBuilder().setVersion("coterie").build();

    private Handshake() {}

    static byte[] success(
            int requestId,
            ConvergenceProperties properties,
            Admission.Admitted admitted,
            Map<String, Value> presenceState) {
        return reply(
                requestId,
                ConnectionResponseMessage.newBuilder()
                        .setSuccess(ConnectionSuccessData.newBuilder()
                                .setNamespace(properties.namespace())
                                .setDomainId(properties.domain())
                                .setUser(admitted.userData())
                                .setSessionId(admitted.sessionId())
                                .setReconnectToken(admitted.token().secret())
                                .putAllPresenceState(presenceState)));
    }

    static byte[] failure(int requestId, FailureCode code, String details) {
        return reply(
                requestId,
                ConnectionResponseMessage.newBuilder()
                        .setFailure(ConnectionFailureData.newBuilder()
                                .setCode(code.onWire())
                                .setDetails(details)
                                .setRetryOk(code.retryOk())));
    }

    private static byte[] reply(int requestId, ConnectionResponseMessage.Builder response) {
        return Frames.reply(
                requestId, ConvergenceMessage.newBuilder().setConnectionResponse(response.setServer(SERVER)));
    }
}
