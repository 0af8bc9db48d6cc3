package dev.coterie.admin.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the jars tell of the properties that they read: the metadata that the build generates. Immutable. */
final class PropertyMetadata {

    private static final String LOCATION = "META-INF/spring-configuration-metadata.json";

    private final SortedMap<String, Description> properties;

    private PropertyMetadata(SortedMap<String, Description> properties) {
        this.properties = Collections.unmodifiableSortedMap(properties);
    }

    static PropertyMetadata read(ClassLoader loader, Predicate<String> wanted) {
        SortedMap<String, Description> properties = new TreeMap<>();
        try {
            for (URL url : Collections.list(loader.getResources(LOCATION))) {
                try (InputStream in = url.openStream()) {
                    JsonMapper.shared()
                            .readTree(in)
                            .path("properties")
                            .valueStream()
                            .filter(property ->
                                    wanted.test(property.path("name").asString("")))
                            .forEach(property -> properties.putIfAbsent(
                                    property.path("name").asString(""), Description.of(property)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The metadata of the properties cannot be read", e);
        }
        return new PropertyMetadata(properties);
    }

    Iterable<String> names() {
        return properties.keySet();
    }

    /** That of the property, or of the list or the map that it is an entry of. */
    Optional<Description> find(String name) {
        for (String part = name; !part.isEmpty(); part = parent(part)) {
            Description found = properties.get(part);
            if (found != null && (part.equals(name) || found.holdsOthers())) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf('['))));
    }

    /**
     * What is told of one property.
     *
     * @param type a Java type
     * @param defaultValue null: none, or not known
     * @param text in English, possibly empty
     */
    record Description(@Nullable String type, @Nullable String defaultValue, String text) {

        static Description of(JsonNode property) {
            JsonNode preset = property.path("defaultValue");
            String value = preset.isMissingNode() || preset.isNull()
                    ? null
                    : preset.isArray()
                            ? preset.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                            : preset.asString();
            return new Description(
                    property.path("type").asString(null),
                    value,
                    property.path("description").asString("").replaceAll("\\{@\\w+ ([^}]*)}", "$1"));
        }

        boolean holdsOthers() {
            return type != null
                    && (type.startsWith("java.util.Map")
                            || type.startsWith("java.util.List")
                            || type.startsWith("java.util.Set")
                            || type.endsWith("[]"));
        }
    }
}
