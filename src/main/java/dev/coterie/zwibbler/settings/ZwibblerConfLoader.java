package dev.coterie.zwibbler.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Offers a zwibbler.conf that {@code coterie.zwibbler.config-file} names as properties, and its keys, wherever they are
 * configured, as the properties of Spring that they are. Both stand below everything that an administrator configures and
 * above the defaults inside the jar. Used once, by one thread.
 */
final class ZwibblerConfLoader implements EnvironmentPostProcessor, Ordered {

    private static final String CONFIG_FILE = "coterie.zwibbler.config-file";
    private static final String INSIDE_THE_JAR = "Config resource 'class path resource [";

    private final Log log;

    ZwibblerConfLoader(DeferredLogFactory logs) {
        this.log = logs.getLog(ZwibblerConfLoader.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Optional<ZwibblerConf> conf = Optional.of(
                        Binder.get(environment).bind(CONFIG_FILE, String.class).orElse(""))
                .filter(file -> !file.isBlank())
                .map(ZwibblerConf::read);
        boolean databaseIsElsewhere = configured(environment)
                .bind(SpringSettings.DATASOURCE_URL, String.class)
                .isBound();
        conf.ifPresent(read -> insert(environment, "zwibbler.conf", properties(read)));
        insert(
                environment,
                "settings of zwibbler.conf",
                SpringSettings.of(Binder.get(environment), conf.isPresent(), databaseIsElsewhere));
        conf.ifPresent(read -> ConfRemarks.on(read, databaseIsElsewhere).forEach(log::info));
    }

    private static Map<String, Object> properties(ZwibblerConf conf) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (ConfKey key : ConfKey.values()) {
            key.offer(conf, properties);
        }
        return properties;
    }

    /** What the administrator has configured, as opposed to the defaults inside the jar. */
    private static Binder configured(ConfigurableEnvironment environment) {
        List<PropertySource<?>> sources = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (isDefault(source)) {
                break;
            }
            if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                sources.add(source);
            }
        }
        return new Binder(ConfigurationPropertySources.from(sources));
    }

    private static void insert(ConfigurableEnvironment environment, String name, Map<String, Object> properties) {
        MutablePropertySources sources = environment.getPropertySources();
        MapPropertySource added = new MapPropertySource(name, properties);
        sources.stream()
                .filter(ZwibblerConfLoader::isDefault)
                .findFirst()
                .ifPresentOrElse(first -> sources.addBefore(first.getName(), added), () -> sources.addLast(added));
    }

    private static boolean isDefault(PropertySource<?> source) {
        return source.getName().startsWith(INSIDE_THE_JAR);
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}
