package dev.coterie.convergence.session;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.socket.Connection;

/**
 * What a session has from its first moment to its last. Confined to the session's actor.
 *
 * @param domainExists whether the client asked for the domain that we have
 */
record SessionScope(
        ActorContext<SessionEvent> context,
        TimerScheduler<SessionEvent> timers,
        Connection connection,
        boolean domainExists,
        SessionServices services) {

    ActorRef<SessionEvent> self() {
        return context.getSelf();
    }

    ConvergenceProperties properties() {
        return services.properties();
    }
}
