package dev.coterie.account.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.session.Session;

/**
 * A session of the table. Confined to its request.
 *
 * @param <S> what Spring Session calls a session
 */
class StoredSession<S extends Session> implements Session {

    private static final Logger log = LoggerFactory.getLogger(StoredSession.class);

    /** That a session was used is not written down again within this time. */
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final S stored;

    StoredSession(S stored) {
        this.stored = stored;
    }

    S stored() {
        return stored;
    }

    @Override
    public void setLastAccessedTime(Instant now) {
        if (now.isAfter(stored.getLastAccessedTime().plus(NOTE_EVERY))) {
            stored.setLastAccessedTime(now);
        }
    }

    /** Null also for what was stored by another version and cannot be read: then it is as if it had never been there. */
    @Override
    public <T> @Nullable T getAttribute(String name) {
        try {
            return stored.getAttribute(name);
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("attribute", name).setCause(e).log("Left out what cannot be read of a session");
            stored.removeAttribute(name);
            return null;
        }
    }

    @Override
    public String getId() {
        return stored.getId();
    }

    @Override
    public String changeSessionId() {
        return stored.changeSessionId();
    }

    @Override
    public Set<String> getAttributeNames() {
        return stored.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, Object value) {
        stored.setAttribute(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        stored.removeAttribute(name);
    }

    @Override
    public Instant getCreationTime() {
        return stored.getCreationTime();
    }

    @Override
    public Instant getLastAccessedTime() {
        return stored.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        stored.setMaxInactiveInterval(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return stored.getMaxInactiveInterval();
    }

    @Override
    public boolean isExpired() {
        return stored.isExpired();
    }
}
