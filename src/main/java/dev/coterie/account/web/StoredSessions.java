package dev.coterie.account.web;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * The table of sessions as this server uses it: it writes seldom, and forgives what another version has left there.
 * Thread-safe; blocks on the database.
 *
 * @param <S> what Spring Session calls a session
 */
class StoredSessions<S extends Session> implements SessionRepository<StoredSession<S>> {

    private static final Logger log = LoggerFactory.getLogger(StoredSessions.class);

    /** What else stands in a cookie is nobody's session, and no database need see it. */
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final FindByIndexNameSessionRepository<S> table;

    StoredSessions(FindByIndexNameSessionRepository<S> table) {
        this.table = table;
    }

    @Override
    public StoredSession<S> createSession() {
        return new StoredSession<>(table.createSession());
    }

    @Override
    public void save(StoredSession<S> session) {
        try {
            table.save(session.stored());
        } catch (DataIntegrityViolationException e) {
            // Another request has stored the same first, or has ended the session: either is as good.
            log.atDebug().setCause(e).log("A session was changed by two requests at once");
        }
    }

    @Override
    public @Nullable StoredSession<S> findById(String id) {
        S found = ID.matcher(id).matches() ? table.findById(id) : null;
        return found == null ? null : new StoredSession<>(found);
    }

    @Override
    public void deleteById(String id) {
        table.deleteById(id);
    }

    /** The sessions in which somebody is logged in who is indexed so. */
    List<StoredSession<S>> of(String principal) {
        return table.findByPrincipalName(principal).values().stream()
                .map(session -> new StoredSession<>(session))
                .toList();
    }
}
