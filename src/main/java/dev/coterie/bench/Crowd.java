package dev.coterie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import dev.coterie.convergence.wire.model.ObjectValue;

/**
 * All the clients of a run: joins them, lets them type, waits until everything has arrived everywhere. For one thread,
 * which is not the loop's.
 */
final class Crowd implements AutoCloseable {

    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final EventLoop loop;
    private final Target target;
    private final FailureLog failures;
    private final Meter meter = new Meter();
    private final List<ModelGroup> groups = new ArrayList<>();
    private final List<ModelClient> clients = new ArrayList<>();

    Crowd(EventLoop loop, Target target, FailureLog failures) {
        this.loop = loop;
        this.target = target;
        this.failures = failures;
    }

    Meter meter() {
        return meter;
    }

    List<ModelClient> clients() {
        return clients;
    }

    List<ModelGroup> groups() {
        return groups;
    }

    /** Adds a model with one text and returns it, to put clients into. */
    ModelGroup model(String modelId, String initialText) {
        return model(modelId, TextCopy.data(initialText));
    }

    /** Adds a model with any data. */
    ModelGroup model(String modelId, ObjectValue initialData) {
        ModelGroup group = new ModelGroup(modelId, initialData);
        groups.add(group);
        return group;
    }

    /** Adds somebody who types into a model with one text. */
    ModelClient typist(ModelGroup group, EditSource source, Pace pace) {
        return client(group, opened -> TextCopy.of(opened, source), pace);
    }

    ModelClient client(ModelGroup group, SharedCopy.Maker maker, Pace pace) {
        ModelClient client = new ModelClient(loop, target, group, maker, pace, meter, failures);
        clients.add(client);
        return client;
    }

    /** Fills itself with typists after a plan, the first client of every model before the second of any. */
    void populate(LoadPlan plan, String modelPrefix, SplittableRandom random) {
        for (int i = 0; i < plan.models(); i++) {
            model(modelPrefix + i, "");
        }
        Pace pace = plan.pace(loop, random);
        for (int i = 0; i < plan.clients(); i++) {
            typist(groups.get(i % groups.size()), new Typist(random.split()), pace);
        }
    }

    /** Fills itself with people who all edit one wide object. */
    void populateWide(LoadPlan plan, String modelPrefix, SplittableRandom random) {
        Pace pace = plan.pace(loop, random);
        for (int i = 0; i < plan.models(); i++) {
            model(modelPrefix + i, WideData.initial());
        }
        for (int i = 0; i < plan.clients(); i++) {
            SplittableRandom own = random.split();
            SharedCopy.Maker maker = opened -> new WideCopy(opened, own);
            client(groups.get(i % groups.size()), maker, pace);
        }
    }

    /** Connects everybody and opens the models; false when somebody could not. */
    boolean join() throws InterruptedException {
        return new Joining(loop, failures).all(clients, ModelClient::join);
    }

    /** Waits until everything submitted has been acknowledged and delivered to all. */
    void drain() throws IOException, InterruptedException {
        long startedAtNanos = System.nanoTime();
        while (!loop.call(this::isQuiet)) {
            if (System.nanoTime() - startedAtNanos > DRAIN_PATIENCE.toNanos()) {
                failures.add("stuck", "operations missing " + DRAIN_PATIENCE.toSeconds() + " s after the last edit");
                return;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private boolean isQuiet() {
        return clients.stream().noneMatch(ModelClient::isTyping)
                && groups.stream().allMatch(Crowd::isQuiet);
    }

    private static boolean isQuiet(ModelGroup group) {
        List<ModelClient> here =
                group.clients().stream().filter(client -> !client.isLost()).toList();
        return here.stream().allMatch(client -> client.inFlight() == 0)
                && here.stream().mapToLong(ModelClient::version).distinct().count() <= 1;
    }

    @Override
    public void close() {
        loop.execute(() -> clients.forEach(ModelClient::leave));
    }
}
