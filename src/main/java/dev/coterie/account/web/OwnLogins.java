package dev.coterie.account.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

import dev.coterie.account.AccessRevoked;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;
import dev.coterie.account.LiveSessions;

/**
 * The browsers in which somebody is logged in, and ending that. Everything is looked for among one's own: a key of
 * somebody else's login names nothing. Thread-safe; blocks on the database.
 */
@Component
class OwnLogins {

    private final StoredSessions<?> sessions;
    private final LiveSessions live;
    private final AdminLog log;
    private final ApplicationEventPublisher events;

    OwnLogins(StoredSessions<?> sessions, LiveSessions live, AdminLog log, ApplicationEventPublisher events) {
        this.sessions = sessions;
        this.live = live;
        this.log = log;
        this.events = events;
    }

    /**
     * The one that asks first, then those that were seen last.
     *
     * @param currentId the id of the session that asks
     */
    List<OwnLogin> of(AccountPrincipal self, String currentId) {
        return sessions.of(LiveSecurityContextRepository.indexOf(self.account().id())).stream()
                .flatMap(session -> login(session, currentId).stream())
                .sorted(Comparator.comparing(OwnLogin::current)
                        .thenComparing(OwnLogin::lastSeen)
                        .reversed())
                .toList();
    }

    /** Ends one; false when there is none of that key. */
    boolean end(AccountPrincipal self, String key) {
        return endAll(self, session -> key(session.getId()).equals(key)) > 0;
    }

    /** Ends all but the one that asks, and tells how many these were. */
    int endOthers(AccountPrincipal self, String currentId) {
        return endAll(self, session -> !session.getId().equals(currentId));
    }

    /**
     * What a browser has open is not known by its login, so that everything of the person is closed: pages whose login goes
     * on come back by themselves.
     */
    private int endAll(AccountPrincipal self, Predicate<Session> which) {
        List<? extends Session> ended = sessions
                .of(LiveSecurityContextRepository.indexOf(self.account().id()))
                .stream()
                .filter(which)
                .toList();
        ended.forEach(session -> {
            sessions.deleteById(session.getId());
            String address = stored(session).map(StoredLogin::address).orElse("");
            log.note(self.account(), AdminAction.ENDED, AdminEntry.Kind.SESSION, 0, self.getUsername() + " " + address);
        });
        if (!ended.isEmpty()) {
            events.publishEvent(new AccessRevoked(self.getUsername()));
        }
        return ended.size();
    }

    /** Empty for what was revoked meanwhile, which is only waiting to be cleared away. */
    private Optional<OwnLogin> login(Session session, String currentId) {
        return stored(session)
                .filter(login ->
                        live.refresh(login.accountId(), login.authenticatedAt()).isPresent())
                .map(login -> new OwnLogin(
                        key(session.getId()),
                        session.getId().equals(currentId),
                        login.since(),
                        session.getLastAccessedTime(),
                        login.address(),
                        BrowserName.of(login.userAgent())));
    }

    private static Optional<StoredLogin> stored(Session session) {
        return session.getAttribute(LiveSecurityContextRepository.LOGIN) instanceof StoredLogin login
                ? Optional.of(login)
                : Optional.empty();
    }

    private static String key(String sessionId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sessionId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
