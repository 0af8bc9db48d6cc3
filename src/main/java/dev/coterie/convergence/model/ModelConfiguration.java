package dev.coterie.convergence.model;

import java.time.InstantSource;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.coterie.account.AccountDirectory;
import dev.coterie.cluster.Entities;
import dev.coterie.cluster.EntityType;
import dev.coterie.cluster.Node;
import dev.coterie.convergence.ModelCollections;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.identity.AccountCalls;
import dev.coterie.convergence.identity.SessionDirectory;
import dev.coterie.document.CollectionStore;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.FieldIndex;
import dev.coterie.document.RecordStore;

/** Hosts the models of this node; an entity's name is its model id. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    CollectionProperties.class,
    ModelProperties.class,
    OfflineProperties.class,
    QueryProperties.class
})
class ModelConfiguration {

    @Bean
    ModelWorker modelWorker() {
        return new ModelWorker();
    }

    @Bean
    ModelMetrics modelMetrics(MeterRegistry meters) {
        return new ModelMetrics(meters);
    }

    @Bean
    LiveCollections liveCollections(
            CollectionStore store, AccountCalls calls, AccountDirectory accounts, CollectionProperties properties) {
        GroupMembers members = group ->
                calls.lookUp(() -> accounts.membersOf(group).map(Set::copyOf).orElseGet(Set::of));
        return new LiveCollections(store, members, properties.groupCheck());
    }

    @Bean
    Endings endings(RecordStore records, OfflineProperties properties) {
        return new Endings(records, properties.rememberDeleted());
    }

    @Bean
    StoredModels storedModels(DocumentStore store, ModelProperties properties, Endings endings, ModelWorker worker) {
        return new StoredModels(store, properties, endings, worker);
    }

    @Bean
    ModelCollections modelCollections(LiveCollections collections) {
        return new CollectionCare(collections);
    }

    @Bean
    OfflineWatchers offlineWatchers(Node node, OfflineProperties properties) {
        return new OfflineWatchers(properties, watch -> node.spawn(watch, "convergence-offline-watch"));
    }

    @Bean
    ModelEnvironment modelEnvironment(
            ModelProperties properties,
            DocumentStore store,
            LiveCollections collections,
            SessionDirectory sessions,
            ModelWorker worker,
            ModelMetrics metrics,
            OfflineWatchers watchers,
            Endings endings) {
        return new ModelEnvironment(
                properties, store, collections, sessions, InstantSource.system(), worker, metrics, watchers, endings);
    }

    @Bean
    Entities<ModelCommand> models(Node node, ModelEnvironment environment) {
        return node.host(new EntityType<>(
                ModelEntity.KIND, ModelCommand.class, Lifecycle.STOP, place -> ModelEntity.create(place, environment)));
    }

    @Bean
    Models modelsCare(Entities<ModelCommand> models, ModelEnvironment environment) {
        return new LiveModels(models, environment);
    }

    @Bean
    FieldUpkeep modelFields(DocumentStore store, FieldIndex index, QueryProperties properties) {
        return new FieldUpkeep(store, index, properties, FieldUpkeep.INTERVAL, InstantSource.system());
    }

    @Bean
    ModelQueries modelQueries(
            FieldUpkeep upkeep,
            FieldIndex index,
            DocumentStore store,
            LiveCollections collections,
            QueryProperties properties) {
        return new ModelQueries(upkeep, index, store, collections, properties, InstantSource.system());
    }
}
