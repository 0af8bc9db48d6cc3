package dev.coterie.convergence.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.coterie.cluster.GatewayCommand;
import dev.coterie.cluster.Member;

import static org.assertj.core.api.Assertions.assertThat;

class OfflineWatchTests {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final Set<String> names = java.util.Collections.synchronizedSet(new HashSet<>());
    private final ActorRef<WatchCommand> watch = kit.spawn(OfflineWatch.create(INTERVAL, names));
    private final TestProbe<GatewayCommand<SessionEvent>> gateway = kit.createTestProbe();
    private final TestProbe<SessionEvent> session = kit.createTestProbe();

    @BeforeEach
    void subscribe() {
        watch.tell(new WatchCommand.Watch("m", new Member<>("s", session.getRef(), gateway.getRef())));
        heard();
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void whoSubscribesLooksAtTheModelAfterThat() {
        assertThat(names).containsExactly("m");
    }

    @Test
    void manyEditsAreHeardOfOnceAnInterval() {
        edit();
        heard();
        for (int i = 0; i < 100; i++) {
            edit();
        }
        gateway.expectNoMessage();
        time.timePasses(INTERVAL);
        heard();
        gateway.expectNoMessage();
        time.timePasses(INTERVAL);
        gateway.expectNoMessage();
        edit();
        heard();
    }

    @Test
    void whoMaySeeItIsHeardOfAtOnce() {
        edit();
        heard();
        watch.tell(new WatchCommand.Changed("m", true));
        heard();
    }

    @Test
    void othersAndThoseWhoLeftHearNothing() {
        watch.tell(new WatchCommand.Changed("another", true));
        gateway.expectNoMessage();
        edit();
        heard();
        edit();
        watch.tell(new WatchCommand.Unwatch("m", "s"));
        watch.tell(new WatchCommand.Unwatch("m", "s"));
        time.timePasses(INTERVAL);
        edit();
        gateway.expectNoMessage();
        assertThat(names).isEmpty();
    }

    private void edit() {
        watch.tell(new WatchCommand.Changed("m", false));
    }

    private void heard() {
        assertThat(gateway.receiveMessage())
                .isEqualTo(new GatewayCommand.Send<>(session.getRef(), new SessionEvent.OfflineCheckDue("m")));
    }
}
