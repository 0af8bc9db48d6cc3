package dev.coterie.cluster;

import java.time.Duration;

import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AudienceTests {

    private static final ActorTestKit actors = ActorTestKit.create();

    private final Audience<String> audience = new Audience<>("model/x");

    @AfterAll
    static void stopActors() {
        actors.shutdownTestKit();
    }

    @Test
    void publishesOncePerNode() {
        TestProbe<GatewayCommand<String>> here = actors.createTestProbe();
        TestProbe<GatewayCommand<String>> there = actors.createTestProbe();
        audience.join(member("1", here.getRef()));
        audience.join(member("2", here.getRef()));
        audience.join(member("3", there.getRef()));
        here.receiveSeveralMessages(2);
        assertThat(there.receiveMessage()).isInstanceOf(GatewayCommand.Join.class);

        audience.publish("hello");
        assertThat(here.receiveMessage()).isInstanceOf(GatewayCommand.Publish.class);
        assertThat(there.receiveMessage()).isInstanceOf(GatewayCommand.Publish.class);
        here.expectNoMessage(Duration.ofMillis(20));
    }

    @Test
    void spareNodesThatHaveNobodyElse() {
        TestProbe<GatewayCommand<String>> here = actors.createTestProbe();
        audience.join(member("1", here.getRef()));
        assertThat(here.receiveMessage()).isInstanceOf(GatewayCommand.Join.class);
        audience.publish("hello", "1");
        audience.leave("1");
        assertThat(here.receiveMessage()).isInstanceOf(GatewayCommand.Leave.class);
        audience.publish("nobody");
        here.expectNoMessage(Duration.ofMillis(20));
    }

    @Test
    void membersHearEverythingInOrderAndOnlyWhileTheyAreMembers() {
        ActorRef<GatewayCommand<String>> gateway = actors.spawn(Gateway.create());
        TestProbe<String> one = actors.createTestProbe();
        TestProbe<String> two = actors.createTestProbe();
        Member<String> second = new Member<>("2", two.getRef(), gateway);
        Audience.send(second, "before");
        audience.join(new Member<>("1", one.getRef(), gateway));
        audience.join(second);
        audience.publish("all");
        audience.publish("but 1", "1");
        audience.leave("2");
        audience.publish("only 1");
        Audience.send(second, "after");
        one.expectMessage("all");
        one.expectMessage("only 1");
        two.expectMessage("before");
        two.expectMessage("all");
        two.expectMessage("but 1");
        two.expectMessage("after");
    }

    @Test
    void aSuccessorDoesNotSpeakToThoseWhoListenedToItsPredecessor() {
        ActorRef<GatewayCommand<String>> gateway = actors.spawn(Gateway.create());
        TestProbe<String> one = actors.createTestProbe();
        TestProbe<String> two = actors.createTestProbe();
        audience.join(new Member<>("1", one.getRef(), gateway));
        Audience<String> successor = new Audience<>("model/x");
        successor.join(new Member<>("2", two.getRef(), gateway));
        successor.publish("new");
        two.expectMessage("new");
        one.expectNoMessage(Duration.ofMillis(20));
    }

    @Test
    void forgetsConnectionsThatEnded() {
        ActorRef<GatewayCommand<String>> gateway = actors.spawn(Gateway.create());
        TestProbe<String> one = actors.createTestProbe();
        TestProbe<String> two = actors.createTestProbe();
        audience.join(new Member<>("1", one.getRef(), gateway));
        audience.join(new Member<>("2", two.getRef(), gateway));
        one.stop();
        two.expectTerminated(one.getRef());
        audience.leave("1");
        audience.publish("hello");
        two.expectMessage("hello");
    }

    private static Member<String> member(String id, ActorRef<GatewayCommand<String>> gateway) {
        TestProbe<String> connection = actors.createTestProbe();
        return new Member<>(id, connection.getRef(), gateway);
    }
}
