package dev.coterie.convergence.model;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.coterie.document.DocumentStore;

/** Models as storage has them, for tools without a server. The server finds its own. */
@EnableConfigurationProperties(ModelProperties.class)
public class LocalModelsConfiguration {

    @Bean
    StoredModels storedModels(DocumentStore store, ModelProperties properties) {
        return new StoredModels(store, properties, Runnable::run);
    }
}
