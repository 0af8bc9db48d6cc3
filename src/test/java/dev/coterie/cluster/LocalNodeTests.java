package dev.coterie.cluster;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LocalNodeTests {

    @Test
    void hostsEntitiesAndLetsThemFinishWhenItCloses() throws InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (LocalNode node = new LocalNode(Duration.ofSeconds(10))) {
            Entities<String> entities = node.host(new EntityType<>(
                    "note",
                    String.class,
                    "stop",
                    context -> Behaviors.receive(String.class)
                            .onMessageEquals("stop", () -> {
                                seen.add(context.name() + " finished");
                                return Behaviors.stopped();
                            })
                            .onAnyMessage(command -> {
                                seen.add(Thread.currentThread().getName());
                                return Behaviors.same();
                            })
                            .build()));
            entities.tell("any name / at all", "hello");
            assertThat(seen.poll(5, TimeUnit.SECONDS)).startsWith("coterie-");
        }
        assertThat(seen).containsExactly("any name / at all finished");
    }

    @Test
    void hasOneGatewayPerKindOfEvent() {
        try (LocalNode node = new LocalNode(Duration.ofSeconds(10))) {
            ActorRef<GatewayCommand<String>> gateway = node.gateway(String.class);
            assertThat(node.gateway(String.class)).isEqualTo(gateway);
            assertThat((Object) node.gateway(Integer.class)).isNotEqualTo(gateway);
        }
    }
}
