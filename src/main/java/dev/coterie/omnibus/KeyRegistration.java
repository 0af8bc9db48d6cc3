package dev.coterie.omnibus;

import org.springframework.web.client.RestClientException;

import dev.coterie.omnibus.OmnibusClient.Answer;
import dev.coterie.token.PublicSigningKey;
import dev.coterie.token.SigningKeys;

/** One attempt after the other to have our public key at the external server. Confined to the registrar's thread. */
class KeyRegistration {

    private static final String DESCRIPTION = "Signs the tokens of Coterie's users";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final OmnibusClient client;
    private final OmnibusProperties properties;
    private final SigningKeys keys;
    private final StatusBoard board;

    KeyRegistration(OmnibusClient client, OmnibusProperties properties, SigningKeys keys, StatusBoard board) {
        this.client = client;
        this.properties = properties;
        this.keys = keys;
        this.board = board;
    }

    /**
     * Tries once, from the login to the key, and reports how far it came.
     *
     * @return whether the server has our key now
     */
    boolean attempt() {
        try {
            return logIn();
        } catch (RestClientException e) {
            return noAnswer(OmnibusState.WAITING_FOR_SERVER, e);
        }
    }

    private boolean logIn() {
        Answer login = client.login(properties.username(), properties.password());
        if (login.status() == UNAUTHORIZED || login.status() == FORBIDDEN) {
            board.report(OmnibusState.WRONG_ADMIN_PASSWORD, refused("login", login));
            return false;
        }
        String session = login.text("token");
        if (!login.isSuccess() || session.isEmpty()) {
            board.report(OmnibusState.WAITING_FOR_SERVER, refused("login", login));
            return false;
        }
        return awaitDomain(session);
    }

    private boolean awaitDomain(String session) {
        Answer domain = client.domain(session);
        String status = domain.text("status");
        if (!domain.isSuccess() || !status.equals("ready")) {
            board.report(
                    OmnibusState.WAITING_FOR_SERVER,
                    status.isEmpty() ? refused("domain", domain) : "domain is " + status);
            return false;
        }
        if (board.current().state() != OmnibusState.READY) {
            board.report(OmnibusState.REGISTERING, "");
        }
        return register(session);
    }

    private boolean register(String session) {
        try {
            Answer answer = putKey(session);
            board.report(
                    answer.isSuccess() ? OmnibusState.READY : OmnibusState.REGISTERING,
                    answer.isSuccess() ? "" : refused("key", answer));
            return answer.isSuccess();
        } catch (RestClientException e) {
            return noAnswer(OmnibusState.REGISTERING, e);
        }
    }

    private Answer putKey(String session) {
        PublicSigningKey key = keys.current();
        String pem = key.toPem();
        Answer updated = client.updateKey(session, key.id(), DESCRIPTION, pem);
        if (updated.status() != NOT_FOUND) {
            return updated;
        }
        Answer created = client.createKey(session, key.id(), DESCRIPTION, pem);
        return created.status() == CONFLICT ? client.updateKey(session, key.id(), DESCRIPTION, pem) : created;
    }

    private static String refused(String call, Answer answer) {
        return call + " answered with status " + answer.status();
    }

    private boolean noAnswer(OmnibusState state, RestClientException failure) {
        boolean weAreStopping = Thread.currentThread().isInterrupted();
        if (!weAreStopping) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            String message = cause.getMessage();
            board.report(
                    state, "no answer: " + cause.getClass().getSimpleName() + (message == null ? "" : ", " + message));
        }
        return false;
    }
}
