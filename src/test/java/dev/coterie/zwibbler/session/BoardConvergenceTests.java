package dev.coterie.zwibbler.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.coterie.document.NamedValue;
import dev.coterie.zwibbler.wire.Key;
import dev.coterie.zwibbler.wire.Lifetime;
import dev.coterie.zwibbler.wire.ProtocolVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that write, are refused and retry, set keys, broadcast, read slowly, come and go at random, while commits are
 * slow or fail and the server restarts, all end with what is stored. A failure names its seed;
 * {@code -Dcoterie.seed=N} runs that one alone, {@code -Dcoterie.runs=N} so many.
 */
class BoardConvergenceTests {

    private static final int RUNS = Integer.getInteger("coterie.runs", 12);
    private static final String BOARD = "board";

    @Test
    void everybodyEndsWithWhatIsStored() {
        Long chosen = Long.getLong("coterie.seed");
        long first = chosen == null ? System.nanoTime() : chosen;
        int refusals = 0;
        int stored = 0;
        for (long seed = first; seed < first + (chosen == null ? RUNS : 1); seed++) {
            try (BoardWorld world = new BoardWorld()) {
                Run run = new Run(seed, world);
                run.run();
                refusals +=
                        run.clients.stream().mapToInt(client -> client.refusals).sum();
                stored += run.clients.stream().mapToInt(client -> client.stored).sum();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("failed with -Dcoterie.seed=" + seed, e);
            }
        }
        System.getLogger("board").log(System.Logger.Level.INFO, "{0} appends, {1} refusals", stored, refusals);
        if (chosen == null && RUNS >= 12) {
            assertThat(refusals).isGreaterThan(100);
            assertThat(stored).isGreaterThan(250);
        }
    }

    private static final class Run {

        private static final int STEPS = 1500;
        private static final long[] FRAMES = {0, 16, 17, 100, 5000, 0xffffffffL};

        private final SplittableRandom random;
        private final BoardWorld world;
        private final List<SimulatedClient> clients = new ArrayList<>();

        Run(long seed, BoardWorld world) {
            random = new SplittableRandom(seed);
            this.world = world;
            int count = random.nextInt(2, 7);
            for (int i = 0; i < count; i++) {
                clients.add(new SimulatedClient(
                        world,
                        i,
                        BOARD,
                        random.nextBoolean() ? ProtocolVersion.TWO : ProtocolVersion.THREE,
                        FRAMES[random.nextInt(FRAMES.length)]));
            }
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(60) == 0) {
                    disturb();
                }
                act(clients.get(random.nextInt(clients.size())));
            }
            calmDown();
        }

        private void act(SimulatedClient client) {
            if (client.isClosed() || !client.isConnected()) {
                client.drop();
                client.connect(0, new byte[0]);
                return;
            }
            int choice = random.nextInt(40);
            if (choice == 0) {
                client.drop();
            } else if (choice < 12 && client.isOpen() && client.pendingAppends() < 4) {
                client.append(bytes(random.nextInt(12) == 0 ? 3000 : 40));
            } else if (choice < 14 && client.isOpen()) {
                client.broadcast();
            } else if (choice < 17 && client.isOpen()) {
                boolean session = random.nextBoolean();
                client.setKey(
                        (session ? "s" : "c") + random.nextInt(4),
                        session ? Lifetime.SESSION : Lifetime.CLIENT,
                        new byte[] {(byte) random.nextInt(1, 100)});
            } else if (choice < 30) {
                readAll(client);
            } else {
                client.read();
            }
        }

        private void disturb() {
            switch (random.nextInt(6)) {
                case 0, 1 -> world.store.holdCommits();
                case 2, 3 -> {
                    world.store.repair();
                    world.store.releaseCommits();
                }
                case 4 -> world.store.failCommits();
                default -> {
                    if (random.nextInt(4) == 0) {
                        calmStorage();
                        world.restart();
                    }
                }
            }
        }

        private void calmStorage() {
            world.store.repair();
            world.store.releaseCommits();
        }

        private void readAll(SimulatedClient client) {
            while (client.read()) {
                // goes on
            }
        }

        private void calmDown() {
            calmStorage();
            Awaitility.await()
                    .atMost(20, TimeUnit.SECONDS)
                    .pollDelay(0, TimeUnit.MILLISECONDS)
                    .pollInterval(2, TimeUnit.MILLISECONDS)
                    .untilAsserted(() -> {
                        for (SimulatedClient client : clients) {
                            readAll(client);
                            if (client.isClosed() || !client.isConnected()) {
                                client.drop();
                                client.connect(0, new byte[0]);
                            }
                            readAll(client);
                        }
                        byte[] stored = world.bytes(BOARD);
                        for (SimulatedClient client : clients) {
                            assertThat(client.errors).isEmpty();
                            assertThat(client.pendingAppends()).isZero();
                            assertThat(client.isOpen()).isTrue();
                            assertThat(client.bytes()).isEqualTo(stored);
                            assertThat(values(client.keys)).isEqualTo(values(clients.get(0).keys));
                        }
                        Map<String, String> session = new HashMap<>();
                        for (NamedValue value : world.stored(BOARD).values()) {
                            session.put(value.name(), value.version() + ":" + value.value()[0]);
                        }
                        Map<String, String> seen = values(clients.get(0).keys);
                        seen.keySet().removeIf(name -> name.startsWith("c"));
                        assertThat(seen).isEqualTo(session);
                    });
        }

        private static Map<String, String> values(Map<String, Key> keys) {
            Map<String, String> values = new HashMap<>();
            keys.values().stream()
                    .filter(key -> key.value().length > 0)
                    .forEach(key -> values.put(key.name(), key.version() + ":" + key.value()[0]));
            return values;
        }

        private byte[] bytes(int max) {
            byte[] bytes = new byte[random.nextInt(max)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt(256);
            }
            return bytes;
        }
    }
}
