package dev.coterie.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.web.PageTime;
import dev.coterie.document.StoredByteString;
import dev.coterie.zwibbler.Expiration;

/**
 * All that the page of a board says of it, without its tokens. Immutable.
 *
 * @param ageDays how many whole days ago it was created
 * @param expires whether unused boards are deleted at all
 * @param expiresAt when that happens to this one if nobody uses it; null: not as long as somebody is connected, or never
 */
record BoardDetails(
        BoardRow row,
        long ageDays,
        int keys,
        List<Connected> connected,
        boolean expires,
        @Nullable String expiresAt) {

    /** What the page of a board may be called; dots alone would be taken for directories. */
    private static final Pattern PAGE_ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,128}");

    static BoardDetails of(StoredByteString board, List<String> users, Expiration expiration, Instant now) {
        Optional<Duration> after = expiration.after();
        return new BoardDetails(
                BoardRow.of(board, users.size()),
                Math.max(0, Duration.between(board.record().createdAt(), now).toDays()),
                board.values().size(),
                connected(users),
                after.isPresent(),
                users.isEmpty()
                        ? after.map(duration -> PageTime.minute(board.lastUsed().plus(duration)))
                                .orElse(null)
                        : null);
    }

    private static List<Connected> connected(List<String> users) {
        return users.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(user -> new Connected(user.getKey(), user.getValue()))
                .toList();
    }

    public String name() {
        return row.name();
    }

    /** Whether the name can be in the address of the board's own page. */
    public boolean hasPage() {
        return PAGE_ID.matcher(name()).matches();
    }

    /**
     * Somebody who is connected.
     *
     * @param user empty when not known
     */
    record Connected(String user, long connections) {}
}
