package dev.coterie.document;

import java.time.InstantSource;
import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the storage together; beans are closed in the opposite order, so that writers outlive whoever writes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EmbeddedProperties.class, StorageProperties.class})
class StorageConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Storage storage(
            DataSource dataSource,
            EmbeddedProperties embedded,
            StorageProperties properties,
            ObjectProvider<MeterRegistry> meters,
            ObjectProvider<InstantSource> clock) {
        return new Storage(
                dataSource,
                embedded.durability(),
                properties,
                meters.getIfAvailable(CompositeMeterRegistry::new),
                clock.getIfAvailable(InstantSource::system));
    }

    @Bean
    DocumentStore documentStore(Storage storage) {
        return storage.documents();
    }

    @Bean
    ByteStringStore byteStringStore(Storage storage) {
        return storage.byteStrings();
    }

    @Bean
    RecordStore recordStore(Storage storage) {
        return storage.records();
    }

    @Bean
    DocumentCatalog documentCatalog(Storage storage) {
        return storage.catalog();
    }

    @Bean
    FieldIndex fieldIndex(Storage storage) {
        return storage.fields();
    }

    @Bean
    CollectionStore collectionStore(Storage storage) {
        return storage.collections();
    }

    @Bean
    CollectionCatalog collectionCatalog(Storage storage) {
        return storage.collectionCatalog();
    }

    @Bean
    StorageSize storageSize(Storage storage) {
        return storage.size();
    }
}
