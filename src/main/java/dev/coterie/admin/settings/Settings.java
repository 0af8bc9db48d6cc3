package dev.coterie.admin.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

import dev.coterie.admin.settings.PropertyMetadata.Description;
import dev.coterie.admin.settings.Setting.Origin;

/**
 * The properties in force: all of ours, and of the framework’s those of the server, the database and the mail that somebody
 * has set. Thread-safe.
 */
@Component
public class Settings {

    private static final String OURS = "coterie.";
    private static final List<String> PREFIXES = List.of(OURS, "server.", "spring.mail.");
    private static final Set<String> NAMES = Set.of("spring.datasource.url", "spring.datasource.username");
    private static final Predicate<String> SHOWN =
            name -> NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);

    private final ConfigurableEnvironment environment;

    Settings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** All of them, by name. */
    public List<Setting> all() {
        PropertyMetadata metadata = Metadata.READ;
        Map<String, String> names = names(metadata);
        return names.values().stream()
                .filter(name -> !isOnlyAHolder(name, names))
                .flatMap(name -> setting(name, metadata))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /**
     * The names to look up, by what is left of them without dots and dashes. An environment variable has neither where the
     * name has them, so that names from elsewhere come first.
     */
    private Map<String, String> names(PropertyMetadata metadata) {
        Map<String, String> names = new TreeMap<>();
        for (String name : metadata.names()) {
            if (name.startsWith(OURS)) {
                names.put(bare(name), name);
            }
        }
        Map<String, String> last = new LinkedHashMap<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                Map<String, String> found = isEnvironment(source) ? last : names;
                iterable.stream()
                        .map(ConfigurationPropertyName::toString)
                        .filter(SHOWN)
                        .forEach(name -> found.putIfAbsent(bare(name), name));
            }
        }
        for (String name : metadata.names()) {
            if (last.containsKey(bare(name))) {
                names.putIfAbsent(bare(name), name);
            }
        }
        last.forEach(names::putIfAbsent);
        return names;
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return String.valueOf(source.getUnderlyingSource()).contains("systemEnvironment");
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\[\\]]|_", "");
    }

    /** A list or a map whose entries are set one by one. */
    private boolean isOnlyAHolder(String name, Map<String, String> names) {
        return find(name).isEmpty()
                && names.values().stream()
                        .anyMatch(other -> other.startsWith(name + "[") || other.startsWith(name + "."));
    }

    private Stream<Setting> setting(String name, PropertyMetadata metadata) {
        Description description = metadata.find(name).orElse(new Description(null, null, ""));
        List<Found> found = find(name);
        if (found.isEmpty() && !name.startsWith(OURS)) {
            return Stream.empty();
        }
        boolean secret = Masking.isSecret(name, description.type());
        // What this program sets for all its installations comes before what the framework does.
        String preset = found.stream()
                .filter(value -> value.place().origin() == Origin.PROGRAM)
                .findFirst()
                .map(value -> resolve(value.property()))
                .orElse(description.defaultValue());
        String value = found.isEmpty()
                ? Objects.requireNonNullElse(preset, "")
                : resolve(found.get(0).property());
        PropertyPlace place = found.isEmpty()
                ? new PropertyPlace(Origin.DEFAULT, "")
                : found.get(0).place();
        return Stream.of(new Setting(
                name,
                shown(value, secret),
                secret,
                place.origin(),
                place.place(),
                preset == null ? null : shown(preset, secret),
                description.text()));
    }

    private static String shown(String value, boolean secret) {
        return value.isEmpty() ? "" : secret ? Masking.HIDDEN : Masking.withoutCredentials(value);
    }

    /** All who say something; the first one counts. */
    private List<Found> find(String name) {
        ConfigurationPropertyName wanted = ConfigurationPropertyName.of(name);
        List<Found> found = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(wanted);
            if (property != null) {
                found.add(new Found(property, PropertyPlace.of(source, property)));
            }
        }
        return found;
    }

    private String resolve(ConfigurationProperty property) {
        return environment.resolvePlaceholders(String.valueOf(property.getValue()));
    }

    private record Found(ConfigurationProperty property, PropertyPlace place) {}

    /** Read when somebody looks for the first time. */
    private static final class Metadata {
        private static final PropertyMetadata READ = PropertyMetadata.read(Settings.class.getClassLoader(), SHOWN);
    }
}
