package dev.coterie.zwibbler.session;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

import dev.coterie.cluster.Member;
import dev.coterie.socket.Connection;
import dev.coterie.zwibbler.board.BoardEvent;

/** What a connection's states have in common. Confined to the connection's actor. */
record SessionScope(
        ActorContext<BoardEvent> context,
        TimerScheduler<BoardEvent> timers,
        Connection connection,
        Inbox inbox,
        Member<BoardEvent> member,
        SessionServices services) {

    ActorRef<BoardEvent> self() {
        return context.getSelf();
    }
}
