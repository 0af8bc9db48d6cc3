package dev.coterie.convergence.model;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.coterie.document.DocumentStore;
import dev.coterie.document.RecordStore;

/** Models as storage has them, for tools without a server. The server finds its own. */
@EnableConfigurationProperties({ModelProperties.class, OfflineProperties.class})
public class LocalModelsConfiguration {

    @Bean
    StoredModels storedModels(
            DocumentStore store, ModelProperties properties, RecordStore records, OfflineProperties offline) {
        return new StoredModels(store, properties, new Endings(records, offline.rememberDeleted()), Runnable::run);
    }
}
