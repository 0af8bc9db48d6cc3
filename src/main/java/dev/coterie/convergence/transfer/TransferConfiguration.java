package dev.coterie.convergence.transfer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.coterie.cluster.Entities;
import dev.coterie.convergence.ModelTransfer;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.StoredModels;
import dev.coterie.document.CollectionCatalog;
import dev.coterie.document.CollectionStore;
import dev.coterie.document.DocumentCatalog;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.RecordStore;

/** Exports and imports while the server runs: whoever waits for a model is told that it is there. */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

    @Bean
    ModelTransfer modelTransfer(
            DocumentStore documents,
            DocumentCatalog catalog,
            CollectionStore collections,
            CollectionCatalog collectionCatalog,
            RecordStore records,
            StoredModels models,
            Entities<ModelCommand> entities) {
        return new StoredTransfer(
                new Stores(documents, catalog, collections, collectionCatalog, records),
                models,
                model -> entities.tell(model, new ModelCommand.Appeared()));
    }
}
