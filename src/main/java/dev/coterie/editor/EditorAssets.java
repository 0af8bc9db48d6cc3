package dev.coterie.editor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
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
class EditorAssets {

    private static final String FOLDER = "/editor/";
    private static final String MANIFEST = "classpath:/static/editor/manifest.json";
    private static final String ENTRY = "src/main.ts";

    private final Supplier<Files> files;

    EditorAssets(ResourceLoader resources, JsonMapper json) {
        this.files = SingletonSupplier.of(() -> read(resources.getResource(MANIFEST), json));
    }

    String script() {
        return files.get().script();
    }

    List<String> styles() {
        return files.get().styles();
    }

    private static Files read(Resource manifest, JsonMapper json) {
        if (!manifest.exists()) {
            throw new IllegalStateException(
                    "The front end is not part of this build: build once without -DskipFrontend.");
        }
        try (InputStream in = manifest.getInputStream()) {
            JsonNode entry = json.readTree(in).path(ENTRY);
            List<String> styles = entry.path("css")
                    .valueStream()
                    .map(style -> FOLDER + style.stringValue())
                    .toList();
            return new Files(FOLDER + entry.path("file").stringValue(), styles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Files(String script, List<String> styles) {}
}
