package dev.coterie.convergence.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.SessionDirectory;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage.AuthCase;
import dev.coterie.convergence.wire.stored.ReconnectRecord;

/** Lets clients in, each time with a new session. Thread-safe; nothing blocks. */
@Component
class Gatekeeper {

    private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);

    private final Authenticator authenticator;
    private final ReconnectTokens tokens;
    private final SessionDirectory sessions;
    private final RandomIds ids;
    private final ConvergenceProperties properties;

    Gatekeeper(
            Authenticator authenticator,
            ReconnectTokens tokens,
            SessionDirectory sessions,
            RandomIds ids,
            ConvergenceProperties properties) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.sessions = sessions;
        this.ids = ids;
        this.properties = properties;
    }

    /** What becomes of the client; never fails. */
    CompletionStage<Admission> admit(ConnectionRequestMessage request, String address) {
        if (properties.maintenance()) {
            return refused(FailureCode.DOMAIN_UNAVAILABLE, "The server is being maintained");
        }
        if (request.getAuthCase() == AuthCase.AUTH_NOT_SET) {
            return refused(FailureCode.INVALID_AUTH_METHOD, "Say how to authenticate");
        }
        if (request.hasAnonymous() && !properties.anonymous()) {
            return refused(FailureCode.ANONYMOUS_AUTH_DISABLED, "Only people with an account may connect");
        }
        ReconnectToken token = request.hasReconnect()
                ? new ReconnectToken(request.getReconnect().getToken())
                : ids.reconnectToken();
        return authenticator
                .authenticate(request, address)
                .thenCompose(record -> admit(token, record))
                .exceptionally(Gatekeeper::unavailable);
    }

    /** The token of a client that is not to be let in (again). */
    CompletionStage<Void> forget(ReconnectToken token) {
        return tokens.remove(token).whenComplete((done, failure) -> {
            if (failure != null) {
                log.warn("A reconnect token could not be removed", failure);
            }
        });
    }

    /** Notes that a client keeps copies of models: after it has reconnected that is known from the start. */
    void keepsCopies(Admission.Admitted client) {
        tokens.keepsCopies(client.token(), client.user()).whenComplete((done, failure) -> {
            if (failure != null) {
                log.warn("It could not be noted that a client keeps copies of models", failure);
            }
        });
    }

    private CompletionStage<Admission> admit(ReconnectToken token, Optional<ReconnectRecord> known) {
        if (known.isEmpty()) {
            return refused(FailureCode.AUTHENTICATION_FAILED, "The credentials are not accepted");
        }
        ReconnectRecord record = known.get();
        UserKey user = DomainUsers.key(record.getUser().getUserId()).orElseThrow();
        String sessionId = ids.sessionId();
        List<String> former = List.copyOf(record.getSessionIdsList());
        CompletionStage<Boolean> copiesKept =
                former.isEmpty() ? CompletableFuture.completedStage(false) : tokens.areCopiesKept(token);
        return sessions.remember(sessionId, record.getUser())
                .thenCombine(tokens.put(token, user, record, sessionId), (remembered, put) -> sessionId)
                .thenCombine(
                        copiesKept,
                        (session, kept) ->
                                new Admission.Admitted(user, record.getUser(), session, token, former, kept));
    }

    private static CompletionStage<Admission> refused(FailureCode code, String details) {
        return CompletableFuture.completedStage(new Admission.Refused(code, details));
    }

    private static Admission unavailable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException) {
            return new Admission.Refused(FailureCode.DOMAIN_UNAVAILABLE, "Too many clients connect at once");
        }
        log.error("A client could not be authenticated", cause);
        return new Admission.Refused(FailureCode.DOMAIN_ERROR, "The server cannot check who you are");
    }
}
