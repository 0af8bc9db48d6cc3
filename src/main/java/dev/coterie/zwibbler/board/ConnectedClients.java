package dev.coterie.zwibbler.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is connected to which board of this node. Thread-safe; boards write it. */
final class ConnectedClients {

    /** Board, connection, user. */
    private final Map<String, Map<String, String>> boards = new ConcurrentHashMap<>();

    void enter(String board, String connection, String user) {
        boards.compute(board, (name, clients) -> {
            Map<String, String> entered = clients == null ? new ConcurrentHashMap<>() : clients;
            entered.put(connection, user);
            return entered;
        });
    }

    void leave(String board, String connection) {
        boards.computeIfPresent(board, (name, clients) -> {
            clients.remove(connection);
            return clients.isEmpty() ? null : clients;
        });
    }

    /** One entry a connection. */
    List<String> users(String board) {
        return new ArrayList<>(boards.getOrDefault(board, Map.of()).values());
    }

    /** On which boards somebody is connected as that user. */
    List<String> boardsOf(String user) {
        return boards.entrySet().stream()
                .filter(board -> board.getValue().containsValue(user))
                .map(Map.Entry::getKey)
                .toList();
    }

    int count() {
        return boards.values().stream().mapToInt(Map::size).sum();
    }
}
