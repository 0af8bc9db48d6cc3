package dev.coterie.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntityHostTests {

    private static final ActorTestKit actors = ActorTestKit.create();

    private final AtomicInteger started = new AtomicInteger();
    private final Map<String, ActorRef<String>> running = new ConcurrentHashMap<>();
    private final TestProbe<String> seen = actors.createTestProbe();
    private final ActorRef<EntityHost.Command<String>> host =
            actors.spawn(EntityHost.create(new EntityType<>("echo", String.class, "stop", this::echo)));

    @AfterAll
    static void stopActors() {
        actors.shutdownTestKit();
    }

    @Test
    void startsOneEntityPerName() {
        tell("a", "1");
        tell("b", "2");
        tell("a", "3");
        assertThat(IntStream.range(0, 3).mapToObj(i -> seen.receiveMessage()))
                .containsExactlyInAnyOrder("a1: 1", "b2: 2", "a1: 3");
    }

    @Test
    void handsWhatComesDuringTheStopToASuccessorInOrder() {
        tell("a", "passivate");
        seen.expectMessage("a1: stop");
        IntStream.range(0, 100).forEach(i -> tell("a", "late " + i));
        seen.expectNoMessage(Duration.ofMillis(50));
        finish("a");
        IntStream.range(0, 100).forEach(i -> seen.expectMessage("a2: late " + i));
    }

    @Test
    void passivatingTwiceStopsNoSuccessor() {
        tell("a", "passivate twice");
        seen.expectMessage("a1: stop");
        tell("a", "again");
        finish("a");
        seen.expectMessage("a2: again");
        tell("a", "still there");
        seen.expectMessage("a2: still there");
    }

    @Test
    void oneCrashIsNobodyElsesBusiness() {
        tell("a", "1");
        tell("b", "2");
        seen.receiveSeveralMessages(2);
        ActorRef<String> crashing = running("a");
        tell("a", "crash");
        seen.expectTerminated(crashing);
        seen.awaitAssert(() -> {
            // What arrives before the host notices the crash is lost.
            tell("a", "again");
            assertThat(running("a")).isNotEqualTo(crashing);
            return Done.getInstance();
        });
        tell("b", "3");
        seen.fishForMessage(
                Duration.ofSeconds(3),
                message -> message.equals("b2: 3") ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
    }

    @Test
    void drainingWaitsForEveryEntity() {
        tell("a", "1");
        tell("b", "2");
        seen.receiveSeveralMessages(2);
        TestProbe<Done> drained = actors.createTestProbe();
        host.tell(new EntityHost.Drain<>(drained.getRef()));
        assertThat(seen.receiveSeveralMessages(2)).containsExactlyInAnyOrder("a1: stop", "b2: stop");
        finish("a");
        drained.expectNoMessage(Duration.ofMillis(50));
        finish("b");
        drained.expectMessage(Done.getInstance());
        drained.expectTerminated(host);
    }

    private void tell(String name, String command) {
        host.tell(new EntityHost.Tell<>(name, command));
    }

    private void finish(String name) {
        running(name).tell("finish");
    }

    private ActorRef<String> running(String name) {
        return Objects.requireNonNull(running.get(name));
    }

    /** Says what it is told; goes on after "stop" until "finish". */
    private Behavior<String> echo(EntityContext context) {
        String name = context.name() + started.incrementAndGet();
        return Behaviors.setup(actor -> {
            running.put(context.name(), actor.getSelf());
            return Behaviors.receive(String.class)
                    .onMessageEquals("finish", Behaviors::stopped)
                    .onMessageEquals("crash", () -> {
                        throw new IllegalStateException("asked to");
                    })
                    .onMessageEquals("passivate twice", () -> {
                        context.passivate();
                        context.passivate();
                        return Behaviors.same();
                    })
                    .onMessageEquals("passivate", () -> {
                        context.passivate();
                        return Behaviors.same();
                    })
                    .onAnyMessage(command -> {
                        seen.getRef().tell(name + ": " + command);
                        return Behaviors.same();
                    })
                    .build();
        });
    }
}
