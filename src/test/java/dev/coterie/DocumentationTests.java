package dev.coterie;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The README names every property that the program reads, and no other. */
class DocumentationTests {

    private static final Path README = Path.of("README.md");

    @Test
    void everyPropertyIsInTheReadme() throws IOException {
        String readme = Files.readString(README);
        assertThat(properties())
                .isNotEmpty()
                .allSatisfy(property -> assertThat(readme).contains("`" + property + "`"));
    }

    @Test
    void everyPropertyHasADescription() throws IOException {
        assertThat(metadata().get("properties"))
                .filteredOn(property -> property.get("name").asString().startsWith("coterie."))
                .allSatisfy(property -> assertThat(property.path("description").asString(""))
                        .as(property.get("name").asString())
                        .isNotBlank());
    }

    @Test
    void theReadmeNamesNoOtherProperty() throws IOException {
        List<String> known = properties();
        assertThat(Files.readString(README)
                        .lines()
                        .filter(line -> line.startsWith("| `coterie."))
                        .map(line -> line.split("`")[1]))
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    private static List<String> properties() throws IOException {
        return metadata()
                .get("properties")
                .valueStream()
                .map(property -> property.get("name").asString())
                .filter(name -> name.startsWith("coterie."))
                .toList();
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                DocumentationTests.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            return JsonMapper.builder().build().readTree(in);
        }
    }
}
