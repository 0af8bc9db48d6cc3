package dev.coterie.admin.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

import dev.coterie.admin.settings.Setting.Origin;

/**
 * Where a value was found. Immutable.
 *
 * @param place empty: the origin says it all
 */
record PropertyPlace(Origin origin, String place) {

    private static final String IN_THE_JAR = "class path resource [";

    static PropertyPlace of(ConfigurationPropertySource source, ConfigurationProperty property) {
        org.springframework.boot.origin.Origin origin = property.getOrigin();
        if (origin instanceof PropertySourceOrigin inSource) {
            origin = inSource.getOrigin();
        }
        if (origin instanceof SystemEnvironmentOrigin variable) {
            return new PropertyPlace(Origin.ENVIRONMENT, variable.getProperty());
        }
        if (origin instanceof TextResourceOrigin text) {
            return inFile(text);
        }
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                ? named(underlying.getName())
                : new PropertyPlace(Origin.OTHER, "");
    }

    private static PropertyPlace inFile(TextResourceOrigin text) {
        Resource resource = text.getResource();
        if (resource == null) {
            return new PropertyPlace(Origin.FILE, "");
        }
        if (isInTheJar(resource)) {
            return new PropertyPlace(Origin.PROGRAM, "");
        }
        TextResourceOrigin.@Nullable Location location = text.getLocation();
        String line = location == null ? "" : ":" + (location.getLine() + 1);
        String file = resource.getDescription().replaceAll("^\\w+ \\[(.*)]$", "$1");
        return new PropertyPlace(Origin.FILE, file + line);
    }

    private static boolean isInTheJar(Resource resource) {
        return resource instanceof ClassPathResource
                || resource.getDescription().startsWith(IN_THE_JAR);
    }

    private static PropertyPlace named(String source) {
        return switch (source) {
            case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME ->
                new PropertyPlace(Origin.ENVIRONMENT, "");
            case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
                new PropertyPlace(Origin.SYSTEM_PROPERTY, "");
            case CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME ->
                new PropertyPlace(Origin.COMMAND_LINE, "");
            case "zwibbler.conf", "settings of zwibbler.conf" -> new PropertyPlace(Origin.ZWIBBLER_CONF, "");
            case "coterieDataPath" -> new PropertyPlace(Origin.PROGRAM, "");
            default -> new PropertyPlace(Origin.OTHER, source);
        };
    }
}
