package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Clients that edit one model at random, with messages that are under way for a random time, all end with the same
 * data. A failure names its seed; {@code -Dcoterie.seed=N} runs that one alone, {@code -Dcoterie.runs=N} more or fewer
 * than usual.
 */
class ConvergenceTests {

    private static final int RUNS = Integer.getInteger("coterie.runs", 2_000);

    @Test
    void editorsConverge() {
        run(false);
    }

    @Test
    void editorsThatLoseTheirConnectionConverge() {
        run(true);
    }

    @ParameterizedTest
    @CsvSource({
        "2839253173219, true splices committed as they are",
        "2871386994348, edits of removed values refused",
        "2891441892749, a resent operation that names an old version",
        "2920018231643, operations of others not moved past what their reader sent",
        "2936458889522, empty splices beyond the end sent to clients",
    })
    void seedsThatFoundSomethingConverge(long seed, String fault) {
        assertThatCode(() -> new Run(seed, true, 2).run()).as(fault).doesNotThrowAnyException();
    }

    private static void run(boolean interruptions) {
        Long chosen = Long.getLong("coterie.seed");
        if (chosen != null) {
            new Run(chosen, interruptions).run();
            return;
        }
        long first = System.nanoTime();
        System.getLogger("ot")
                .log(System.Logger.Level.INFO, "{0} histories from -Dcoterie.seed={1,number,#}", RUNS, first);
        for (long seed = first; seed < first + RUNS; seed++) {
            try {
                new Run(seed, interruptions).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("failed with -Dcoterie.seed=" + seed, e);
            }
        }
    }

    /** One document and its editors: three to five, but for the seeds of earlier, which had two to four. */
    private static final class Run {
        private static final int STEPS = 60;

        private final SplittableRandom random;
        private final boolean interruptions;
        private final ObjectValue initial = RandomOperations.initialData();
        private final SimulatedServer server;
        private final List<Editor> editors = new ArrayList<>();

        Run(long seed, boolean interruptions) {
            this(seed, interruptions, 3);
        }

        Run(long seed, boolean interruptions, int fewest) {
            random = new SplittableRandom(seed);
            this.interruptions = interruptions;
            server = new SimulatedServer(initial, 1, ModelLimits.DEFAULT);
            int count = random.nextInt(fewest, fewest + 3);
            for (int i = 0; i < count; i++) {
                editors.add(new Editor(Character.toString('p' + i)));
            }
        }

        private final class Editor {
            private final String name;
            private final SimulatedClient client;
            private final Set<String> earlierSessions = new HashSet<>();
            private int connection;
            private boolean online = true;
            private long resyncedAt = -1;

            Editor(String name) {
                this.name = name;
                client = new SimulatedClient(initial, 1, RandomOperations.withPairs(random, name));
                server.open(session(), client);
            }

            String session() {
                return name + connection;
            }

            boolean isResyncing() {
                return resyncedAt >= 0;
            }

            void act() {
                switch (random.nextInt(interruptions ? 20 : 18)) {
                    case 0, 1, 2, 3, 4 -> client.edit(online && !isResyncing());
                    case 5, 6, 7, 8, 9, 10 -> send();
                    case 18 -> disconnect();
                    case 19 -> reconnect();
                    default -> receive();
                }
            }

            boolean send() {
                if (!online || client.toServer.isEmpty()) {
                    return false;
                }
                server.receive(session(), client.toServer.remove());
                return true;
            }

            boolean receive() {
                if (!online || client.fromServer.isEmpty()) {
                    return false;
                }
                client.receive();
                completeResync();
                return true;
            }

            void disconnect() {
                if (online) {
                    online = false;
                    resyncedAt = -1;
                    client.toServer.clear();
                    client.fromServer.clear();
                    server.disconnect(session());
                    earlierSessions.add(session());
                    connection++;
                }
            }

            void reconnect() {
                if (!online) {
                    online = true;
                    server.resync(session(), client, earlierSessions);
                    resyncedAt = server.model().version();
                    completeResync();
                }
            }

            private void completeResync() {
                if (isResyncing() && client.contextVersion() == resyncedAt) {
                    client.resend();
                    while (send()) {
                        // All are sent before the resynchronisation ends.
                    }
                    server.model().completeResync(session());
                    resyncedAt = -1;
                }
            }
        }

        void run() {
            for (int i = 0; i < STEPS * editors.size(); i++) {
                editors.get(random.nextInt(editors.size())).act();
            }
            editors.forEach(Editor::reconnect);
            boolean busy = true;
            while (busy) {
                busy = false;
                for (Editor editor : editors) {
                    busy |= editor.send();
                    busy |= editor.receive();
                }
            }
            check();
        }

        private void check() {
            ObjectValue result = server.model().snapshot();
            for (Editor editor : editors) {
                assertThat(editor.client.isIdle()).isTrue();
                assertThat(editor.client.snapshot()).isEqualTo(result);
            }
            assertThat(new ModelData(result, ModelLimits.DEFAULT).size())
                    .isEqualTo(server.model().size());
            checkHistory(result);
        }

        /** The stored operations lead from the first state to the last and back. */
        private void checkHistory(ObjectValue result) {
            ModelData data = new ModelData(initial, ModelLimits.DEFAULT);
            ReadableHistory readable = new ReadableHistory(new ModelData(initial, ModelLimits.DEFAULT));
            ModelData shown = new ModelData(initial, ModelLimits.DEFAULT);
            for (SimulatedServer.Stored stored : server.log()) {
                Operation operation = stored.applied().operation();
                ApplyOutcome.Applied again = TestModels.apply(data, operation);
                assertThat(again.applied()).isEqualTo(stored.applied());
                TestModels.apply(shown, readable.next(operation).operation());
            }
            assertThat(data.snapshot()).isEqualTo(result);
            assertThat(shown.snapshot()).isEqualTo(result);
            for (int i = server.log().size() - 1; i >= 0; i--) {
                TestModels.apply(data, server.log().get(i).applied().inverse());
            }
            assertThat(data.snapshot()).isEqualTo(initial);
        }
    }
}
