package dev.coterie.account.web;

import java.io.Serializable;
import java.time.Instant;

/**
 * What a session keeps of a login. So little, that another version of this server can read it too: who it is and what they
 * may is looked up with each request. Immutable.
 *
 * @param authenticatedAt when the password was checked last
 * @param since when this login began
 * @param address where from
 * @param userAgent what the browser said that it is; possibly empty
 */
record StoredLogin(long accountId, Instant authenticatedAt, Instant since, String address, String userAgent)
        implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int AGENT_LENGTH = 300;

    StoredLogin {
        userAgent = userAgent.length() > AGENT_LENGTH ? userAgent.substring(0, AGENT_LENGTH) : userAgent;
    }
}
