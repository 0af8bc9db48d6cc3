package dev.coterie.zwibbler.importing;

import java.time.InstantSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import dev.coterie.document.ByteStringStore;
import dev.coterie.document.LocalStorageConfiguration;
import dev.coterie.document.RecordStore;

/** The stores and their database. No stereotype: the server must not find it. */
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
@Import(LocalStorageConfiguration.class)
class ImportConfiguration {

    @Bean
    BoardImport boardImport(ByteStringStore boards, RecordStore records) {
        return new BoardImport(boards, records, InstantSource.system());
    }
}
