package dev.coterie.account.web;

import java.io.Serializable;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a session keeps of a login. So little, that another version of this server can read it too: who it is and what they
 * may is looked up with each request. Immutable.
 *
 * @param authenticatedAt when the login was made, or a password was checked since
 * @param since when this login began
 * @param address where from
 * @param userAgent what the browser said that it is; possibly empty
 * @param provenAt when the person last showed who they are; null: at the instant of the login
 */
record StoredLogin(
        long accountId,
        Instant authenticatedAt,
        Instant since,
        String address,
        String userAgent,
        @Nullable Instant provenAt)
        implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int AGENT_LENGTH = 300;

    StoredLogin {
        userAgent = userAgent.length() > AGENT_LENGTH ? userAgent.substring(0, AGENT_LENGTH) : userAgent;
    }

    Instant proven() {
        return provenAt == null ? authenticatedAt : provenAt;
    }
}
