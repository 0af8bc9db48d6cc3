package dev.coterie.admin;

import java.util.List;
import java.util.Locale;

import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveKind;

/**
 * What is live now, as the first page says it. Immutable.
 *
 * @param documents documents that somebody has open
 * @param boards boards that somebody has open
 * @param people users with a connection; who has no name is one for each connection
 * @param operations committed a second over the last minute, for people
 * @param database room that the database takes, for people
 * @param uptime how long the server runs
 */
record LiveFigures(
        long documents,
        long boards,
        long people,
        int connections,
        String operations,
        String database,
        String version,
        Uptime uptime) {

    static LiveFigures of(
            List<LiveConnection> connections, double operations, long bytes, String version, Uptime uptime) {
        return new LiveFigures(
                open(connections, LiveKind.DOCUMENTS),
                open(connections, LiveKind.BOARDS),
                connections.stream()
                        .map(connection -> connection.username().isEmpty() ? connection.id() : connection.username())
                        .distinct()
                        .count(),
                connections.size(),
                String.format(Locale.ENGLISH, operations > 0 && operations < 10 ? "%.1f" : "%,.0f", operations),
                ByteCount.format(bytes),
                version,
                uptime);
    }

    private static long open(List<LiveConnection> connections, LiveKind kind) {
        return connections.stream()
                .filter(connection -> connection.kind() == kind)
                .flatMap(connection -> connection.open().stream())
                .distinct()
                .count();
    }
}
