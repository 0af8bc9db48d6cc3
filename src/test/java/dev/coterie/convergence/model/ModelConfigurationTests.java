package dev.coterie.convergence.model;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.coterie.cluster.Entities;
import dev.coterie.cluster.Node;
import dev.coterie.cluster.RunningNode;
import dev.coterie.convergence.identity.AccountCalls;
import dev.coterie.convergence.session.InMemoryAccounts;
import dev.coterie.document.EmptyFieldIndex;
import dev.coterie.document.InMemoryCollectionStore;
import dev.coterie.document.InMemoryDocumentStore;
import dev.coterie.document.InMemoryRecordStore;

import static org.assertj.core.api.Assertions.assertThat;

class ModelConfigurationTests {

    @Test
    void hostsModelsAndReadsItsProperties() {
        try (RunningNode running = new RunningNode()) {
            new ApplicationContextRunner()
                    .withUserConfiguration(ModelConfiguration.class)
                    .withBean(Node.class, running::node)
                    .withBean(InMemoryDocumentStore.class)
                    .withBean(InMemoryCollectionStore.class)
                    .withBean(InMemoryRecordStore.class)
                    .withBean(EmptyFieldIndex.class)
                    .withBean(InMemoryAccounts.class)
                    .withBean(AccountCalls.class)
                    .withBean(TestWorld.RememberedSessions.class)
                    .withBean(SimpleMeterRegistry.class)
                    .withPropertyValues("coterie.convergence.model.idle-time=7s")
                    .run(context -> {
                        assertThat(context).hasSingleBean(Entities.class);
                        ModelProperties properties = context.getBean(ModelProperties.class);
                        assertThat(properties.idleTime()).hasSeconds(7);
                        assertThat(properties.ephemeralGrace()).hasSeconds(20);
                        assertThat(properties.maxCharacters()).isEqualTo(10_000_000);
                    });
        }
    }
}
