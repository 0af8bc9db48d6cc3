package dev.coterie.frontend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The built front end: its files carry a hash of their content in their names, the manifest knows them. Read when the
 * first page is asked for, so that everything else runs without a front end. Thread-safe.
 */
@Component
public class FrontEnd {

    private static final String FOLDER = "/editor/";
    private static final String MANIFEST = "classpath:/static/editor/manifest.json";

    private final JsonMapper json;
    private final Supplier<JsonNode> manifest;

    FrontEnd(ResourceLoader resources, JsonMapper json) {
        this.json = json;
        this.manifest = SingletonSupplier.of(() -> read(resources.getResource(MANIFEST), json));
    }

    /**
     * The files of a page.
     *
     * @param entry the source that the page starts with, for instance {@code src/main.ts}
     */
    public PageFiles page(String entry) {
        JsonNode files = manifest.get();
        if (!files.has(entry)) {
            throw new IllegalStateException("The front end of this build has no " + entry + ": build it again.");
        }
        Set<String> styles = new LinkedHashSet<>();
        collectStyles(files, entry, new LinkedHashSet<>(), styles);
        return new PageFiles(FOLDER + files.path(entry).path("file").stringValue(), List.copyOf(styles));
    }

    /** JSON in which nothing can end the script element that it stands in. */
    public String asScriptContent(Object settings) {
        return json.writeValueAsString(settings).replace("<", "\\u003c");
    }

    /** Styles of what a file imports come first: its own are written to change them. */
    private static void collectStyles(JsonNode files, String name, Set<String> seen, Set<String> styles) {
        if (seen.add(name)) {
            JsonNode file = files.path(name);
            file.path("imports")
                    .valueStream()
                    .forEach(other -> collectStyles(files, other.stringValue(), seen, styles));
            file.path("css").valueStream().forEach(style -> styles.add(FOLDER + style.stringValue()));
        }
    }

    private static JsonNode read(Resource manifest, JsonMapper json) {
        if (!manifest.exists()) {
            throw new IllegalStateException(
                    "The front end is not part of this build: build once without -DskipFrontend.");
        }
        try (InputStream in = manifest.getInputStream()) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
