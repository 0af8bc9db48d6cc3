package dev.coterie.live;

import java.time.Instant;
import java.util.List;

/**
 * A client of this server that has said who it is, as it was when somebody asked. Immutable.
 *
 * @param id unique among all connections, for ever
 * @param username what an account is called, or what a program says that made a token for a board; empty when nobody has
 *     told, as for guests
 * @param shownName what others see the user as; empty when the connection does not know
 * @param address where the client connects from, without a port; a trusted proxy tells for whom
 * @param userAgent what the client calls itself, any text; empty when it does not say
 * @param since when the client came
 * @param open names of what it has open, in the alphabet's order: documents or boards, by {@code kind}
 */
public record LiveConnection(
        String id,
        LiveKind kind,
        String username,
        String shownName,
        String address,
        String userAgent,
        Instant since,
        List<String> open) {}
