package dev.coterie.document;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where and how firmly the embedded database keeps things.
 *
 * @param dataDir the directory of the database file, made if need be; read before anything else, by
 *     {@link DataDirectory}
 * @param durability what an acknowledged change survives: {@code process} the end of the process, however it comes;
 *     {@code disk} a power cut as well
 */
@ConfigurationProperties("coterie")
record EmbeddedProperties(
        @DefaultValue("data") String dataDir,
        @DefaultValue("process") Durability durability) {}
