package dev.coterie.zwibbler.session;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.pekko.actor.typed.ActorRef;

import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveConnections;
import dev.coterie.zwibbler.board.BoardEvent;

/** The connections of this node that are in a board. Thread-safe. */
final class BoardConnections implements LiveConnections {

    private final Map<String, Entry> connections = new ConcurrentHashMap<>();

    void add(LiveConnection connection, ActorRef<BoardEvent> actor) {
        connections.put(connection.id(), new Entry(connection, actor));
    }

    void remove(String id) {
        connections.remove(id);
    }

    @Override
    public List<LiveConnection> all() {
        return connections.values().stream().map(Entry::connection).toList();
    }

    @Override
    public boolean end(String id) {
        Entry entry = connections.get(id);
        if (entry == null) {
            return false;
        }
        entry.actor().tell(new SessionCommand.PutOut());
        return true;
    }

    private record Entry(LiveConnection connection, ActorRef<BoardEvent> actor) {}
}
