package dev.coterie.document;

import java.nio.file.Path;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Offers {@code coterie.data-dir} as {@code coterie.data-path}, absolute: H2 refuses relative paths that do
 * not begin with a dot. Stateless.
 */
final class DataDirectory implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String directory = environment.getProperty("coterie.data-dir", "data");
        String path = Path.of(directory).toAbsolutePath().normalize().toString();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("coterieDataPath", Map.of("coterie.data-path", path)));
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}
