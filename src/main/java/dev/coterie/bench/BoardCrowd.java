package dev.coterie.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** All the clients of boards in a run. For one thread, which is not the loop's. */
final class BoardCrowd {

    static final int APPEND_BYTES = 200;

    private static final String PATH = "/socket";
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Pace IDLE = new Pace() {
        @Override
        public void start(Driven client) {
            // it only reads
        }

        @Override
        public void acknowledged(Driven client) {
            // it only reads
        }
    };

    private final EventLoop loop;
    private final URI socket;
    private final FailureLog failures;
    private final SplittableRandom random;
    private final Meter meter = new Meter();
    private final List<BoardClient> clients = new ArrayList<>();

    BoardCrowd(EventLoop loop, Target target, FailureLog failures, SplittableRandom random) {
        this.loop = loop;
        this.socket = target.base().resolve(PATH);
        this.failures = failures;
        this.random = random;
    }

    Meter meter() {
        return meter;
    }

    List<BoardClient> clients() {
        return clients;
    }

    BoardClient writer(String board, int appendBytes, Pace pace) {
        BoardClient client = new BoardClient(loop, socket, board, appendBytes, random.split(), pace, meter, failures);
        clients.add(client);
        return client;
    }

    BoardClient reader(String board) {
        return writer(board, APPEND_BYTES, IDLE);
    }

    /** Connects everybody; false when somebody could not. */
    boolean join() throws InterruptedException {
        return new Joining(loop, failures).all(clients, BoardClient::join);
    }

    /** Waits until everything appended has been acknowledged and delivered to all. */
    void drain() throws IOException, InterruptedException {
        long startedAtNanos = System.nanoTime();
        while (!loop.call(this::isQuiet)) {
            if (System.nanoTime() - startedAtNanos > DRAIN_PATIENCE.toNanos()) {
                failures.add("stuck", "appends missing " + DRAIN_PATIENCE.toSeconds() + " s after the last one");
                return;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private boolean isQuiet() {
        return clients.stream().allMatch(client -> client.isLost() || client.inFlight() == 0)
                && byBoard().values().stream().allMatch(BoardCrowd::haveTheSameLength);
    }

    private static boolean haveTheSameLength(List<BoardClient> clients) {
        return clients.stream()
                        .filter(client -> !client.isLost())
                        .mapToLong(BoardClient::length)
                        .distinct()
                        .count()
                <= 1;
    }

    private Map<String, List<BoardClient>> byBoard() {
        return clients.stream()
                .collect(Collectors.groupingBy(BoardClient::board, LinkedHashMap::new, Collectors.toList()));
    }

    /** Opens each board afresh and compares every byte that anybody has seen, by their hash. */
    void verify() throws IOException, InterruptedException {
        BoardCrowd fresh = new BoardCrowd(loop, socket, failures, random.split());
        byBoard().keySet().forEach(fresh::reader);
        if (!fresh.join()) {
            return;
        }
        loop.call(() -> {
            Map<String, List<BoardClient>> boards = byBoard();
            for (BoardClient opened : fresh.clients) {
                boards.getOrDefault(opened.board(), List.of()).stream()
                        .filter(client -> !client.isLost())
                        .filter(client -> !client.hash().equals(opened.hash()))
                        .forEach(client -> failures.add(
                                "diverged", client.length() + " bytes are not the " + opened.length() + " stored"));
            }
            return null;
        });
        fresh.leave();
    }

    private BoardCrowd(EventLoop loop, URI socket, FailureLog failures, SplittableRandom random) {
        this.loop = loop;
        this.socket = socket;
        this.failures = failures;
        this.random = random;
    }

    void leave() {
        loop.execute(() -> clients.forEach(BoardClient::leave));
    }
}
