package dev.coterie.zwibbler.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.NamedValue;
import dev.coterie.zwibbler.wire.Key;

/**
 * The keys of a board (section 5.2): those of clients are here only, those of the session are stored as well. Two name
 * spaces. Confined to the board's entity.
 */
final class Keys {

    private static final long MAX_VERSION = 0xffff_ffffL;

    private final Map<String, Owned> ofClients = new HashMap<>();
    private final Map<String, Key> ofSession = new HashMap<>();

    Keys(List<NamedValue> stored) {
        stored.forEach(value -> ofSession.put(value.name(), new Key(value.name(), value.version(), value.value())));
    }

    int count() {
        return ofClients.size() + ofSession.size();
    }

    @Nullable
    Key ofSession(String name) {
        return ofSession.get(name);
    }

    @Nullable
    Key ofClients(String name) {
        Owned owned = ofClients.get(name);
        return owned == null ? null : owned.key;
    }

    void setForSession(Key key) {
        ofSession.put(key.name(), key);
    }

    /** The key belongs to this client from now on. */
    void setForClient(Key key, String client) {
        ofClients.put(key.name(), new Owned(key, client));
    }

    /** Removes what belongs to a client; returns what the others are told of it. */
    List<Key> removeOwned(String client) {
        List<Key> removed = new ArrayList<>();
        for (Iterator<Owned> all = ofClients.values().iterator(); all.hasNext(); ) {
            Owned owned = all.next();
            if (owned.client.equals(client)) {
                all.remove();
                removed.add(new Key(owned.key.name(), owned.key.version() + 1 & MAX_VERSION, new byte[0]));
            }
        }
        return removed;
    }

    List<Key> all() {
        List<Key> all = new ArrayList<>(ofSession.values());
        ofClients.values().forEach(owned -> all.add(owned.key));
        return all;
    }

    private record Owned(Key key, String client) {}
}
