package dev.coterie.account;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes to accounts that end what the person has open, and telling everybody after the commit. Thread-safe. */
@Component
class Revocations {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);

    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    Revocations(TransactionTemplate transactions, ApplicationEventPublisher events) {
        this.transactions = transactions;
        this.events = events;
    }

    /** Runs a change in a transaction of its own; {@code tell} takes the names of those who lose their access by it. */
    void during(Consumer<Consumer<String>> change) {
        Set<String> usernames = new LinkedHashSet<>();
        transactions.executeWithoutResult(status -> {
            usernames.clear();
            change.accept(usernames::add);
        });
        usernames.forEach(this::tell);
    }

    private void tell(String username) {
        try {
            events.publishEvent(new AccessRevoked(username));
        } catch (RuntimeException e) {
            // The change is committed: whoever asks again is refused, even if an open connection was not closed.
            log.atError().setCause(e).log("A listener failed to end what a revoked account has open");
        }
    }
}
