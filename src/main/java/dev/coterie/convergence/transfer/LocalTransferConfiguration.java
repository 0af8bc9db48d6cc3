package dev.coterie.convergence.transfer;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import dev.coterie.convergence.ModelTransfer;
import dev.coterie.convergence.model.LocalModelsConfiguration;
import dev.coterie.convergence.model.StoredModels;
import dev.coterie.document.CollectionCatalog;
import dev.coterie.document.CollectionStore;
import dev.coterie.document.DocumentCatalog;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.LocalStorageConfiguration;
import dev.coterie.document.RecordStore;

/** The stores and their database. No stereotype: the server must not find it. */
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
@Import({LocalStorageConfiguration.class, LocalModelsConfiguration.class})
class LocalTransferConfiguration {

    @Bean
    ModelTransfer modelTransfer(
            DocumentStore documents,
            DocumentCatalog catalog,
            CollectionStore collections,
            CollectionCatalog collectionCatalog,
            RecordStore records,
            StoredModels models) {
        return new StoredTransfer(
                new Stores(documents, catalog, collections, collectionCatalog, records), models, model -> {});
    }
}
