package dev.coterie;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.Permission;
import dev.coterie.account.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What pages say: the same in every language, all that is asked for, and nothing besides. */
class MessagesTests {

    private static final Path CODE = Path.of("src/main/java");
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path SETTINGS = Path.of("src/main/resources/application.properties");

    private static final Pattern ASKED_FOR = Pattern.compile("#\\{([\\w.-]+)");

    /** May be a key, or the beginning of one when it ends with a point. */
    private static final Pattern QUOTED = Pattern.compile("'([a-z][a-z-]*\\.[\\w.-]*)'");

    private static final Pattern IN_CODE = Pattern.compile("\"\\{?([a-z][a-z-]*\\.[\\w.-]*)}?\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)");

    private final Map<String, String> english = all(Bundle.english());
    private final Map<String, String> german = all(Bundle.german());

    @Test
    void everyBundleIsKnownToTheProgram() throws IOException {
        String names = Files.readString(SETTINGS)
                .lines()
                .filter(line -> line.startsWith("spring.messages.basename="))
                .findFirst()
                .orElseThrow();

        assertThat(Bundle.english())
                .allSatisfy(bundle -> assertThat((names + ",").split("[=,]")).contains("messages/" + bundle.name()));
    }

    @Test
    void everyLanguageHasTheSameMessages() {
        for (Bundle bundle : Bundle.english()) {
            Set<String> there = Bundle.german().stream()
                    .filter(other -> other.name().equals(bundle.name()))
                    .flatMap(other -> other.messages().keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(there)
                    .as("messages/%s_de.properties", bundle.name())
                    .isEqualTo(new TreeSet<>(bundle.messages().keySet()));
        }
    }

    /** Reading a file keeps the last of two. */
    @Test
    void noMessageIsTwiceInAFile() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)
                                .lines()
                                .filter(line -> line.contains("=") && !line.startsWith("#"))
                                .map(line -> line.substring(0, line.indexOf('='))))
                        .as(file.toString())
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void noMessageIsInTwoBundles() {
        Map<String, Long> times = Bundle.english().stream()
                .flatMap(bundle -> bundle.messages().keySet().stream())
                .collect(Collectors.groupingBy(key -> key, Collectors.counting()));

        assertThat(times).allSatisfy((key, count) -> assertThat(count).as(key).isOne());
    }

    @Test
    void everyLanguageHasTheSamePlaceholders() {
        Map<String, Set<String>> inEnglish = new TreeMap<>();
        Map<String, Set<String>> inGerman = new TreeMap<>();
        english.forEach((key, text) -> {
            if (german.containsKey(key)) {
                inEnglish.put(key, placeholders(text));
                inGerman.put(key, placeholders(german.get(key)));
            }
        });
        assertThat(inGerman).isEqualTo(inEnglish);
    }

    /** A plain apostrophe quotes, and is lost, wherever there are placeholders. */
    @Test
    void everyMessageCanBeFormatted() {
        for (Map<String, String> language : List.of(english, german)) {
            language.forEach((key, text) -> {
                assertThat(text).as(key).doesNotContain("'").isNotBlank();
                // What the validator fills in is not numbered.
                if (placeholders(text).stream().allMatch(name -> name.matches("\\d+"))) {
                    assertThatCode(() -> new MessageFormat(text, Locale.ENGLISH))
                            .as(key)
                            .doesNotThrowAnyException();
                }
            });
        }
    }

    @Test
    void everyMessageThatIsAskedForExists() throws IOException {
        Set<String> missing = new TreeSet<>();
        Set<String> wanted = find(TEMPLATES, ".html", ASKED_FOR);
        Set<String> rooms = english.keySet().stream().map(MessagesTests::room).collect(Collectors.toSet());
        // Other texts with points in them are names of something else.
        maybeKeys().stream().filter(key -> rooms.contains(room(key))).forEach(wanted::add);
        for (String key : wanted) {
            boolean begins = english.keySet().stream().anyMatch(known -> known.startsWith(key));
            boolean whole = !key.endsWith(".") && !key.endsWith("-");
            if (!begins || (whole && !english.containsKey(key) && !isBeginning(key))) {
                missing.add(key);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everythingThatCanBeNamedHasAMessage() {
        Stream<String> keys = Stream.of(
                        names(AdminAction.values()).map(name -> "admin.action." + name),
                        names(AdminEntry.Kind.values()).map(name -> "admin.kind." + name),
                        names(Permission.Section.values()).map(name -> "admin.section." + name),
                        Arrays.stream(Permission.values()).map(permission -> "error.missing." + permission.name()),
                        Arrays.stream(Refusal.Reason.values())
                                .map(reason -> new Refusal("", reason, List.of()).messageKey()))
                .flatMap(some -> some);

        assertThat(keys).allSatisfy(key -> assertThat(english).containsKey(key));
    }

    @Test
    void noMessageIsLeftOver() throws IOException {
        Set<String> used = find(TEMPLATES, ".html", ASKED_FOR);
        used.addAll(maybeKeys());
        Set<String> beginnings = used.stream()
                .filter(key -> key.endsWith(".") || key.endsWith("-"))
                .collect(Collectors.toSet());

        assertThat(english.keySet().stream()
                        .filter(key -> !used.contains(key))
                        .filter(key -> beginnings.stream().noneMatch(key::startsWith))
                        .sorted())
                .isEmpty();
    }

    /** Some keys are made of a whole one and an ending, like {@code .about}. */
    private boolean isBeginning(String key) {
        return english.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
    }

    private static Set<String> maybeKeys() throws IOException {
        Set<String> keys = find(TEMPLATES, ".html", QUOTED);
        keys.addAll(find(CODE, ".java", IN_CODE));
        return keys;
    }

    private static Set<String> find(Path folder, String suffix, Pattern pattern) throws IOException {
        Set<String> found = new HashSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(suffix)).toList()) {
                pattern.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String room(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private static Stream<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static Map<String, String> all(List<Bundle> bundles) {
        Map<String, String> all = new TreeMap<>();
        bundles.forEach(bundle -> all.putAll(bundle.messages()));
        return all;
    }
}
