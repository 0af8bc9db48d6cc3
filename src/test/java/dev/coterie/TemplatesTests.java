package dev.coterie;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.config.ParseConfiguration.ElementBalancing;
import org.attoparser.dom.DOMMarkupParser;
import org.attoparser.dom.Element;
import org.attoparser.dom.INestableNode;
import org.attoparser.dom.INode;
import org.attoparser.dom.Text;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** No template has words of its own: all that people read comes from the messages. */
class TemplatesTests {

    private static final Path FOLDER = Path.of("src/main/resources/templates");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
    private static final Pattern EXPRESSION = Pattern.compile("[#$@~*]\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*})*})*}");
    private static final Pattern LITERAL = Pattern.compile("'[^']*(?:[A-Z]\\p{L}+|\\p{L}+ \\p{L}+)[^']*'");

    /** What stands within an element with one of these is replaced by it. */
    private static final Set<String> REPLACES = Set.of("th:text", "th:utext", "th:replace", "th:insert", "th:errors");

    private static final Set<String> SPOKEN = Set.of("title", "alt", "placeholder", "aria-label", "data-label");
    private static final Set<String> SPOKEN_EXPRESSIONS = Set.of(
            "th:text", "th:utext", "th:title", "th:alt", "th:placeholder", "th:aria-label", "th:attr", "th:value");

    @TestFactory
    Stream<DynamicTest> hasNoWordsOfItsOwn() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".html")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(FOLDER.relativize(file).toString(), () -> {
                        List<String> found = new ArrayList<>();
                        look(parse(file), found);
                        assertThat(found).isEmpty();
                    }));
        }
    }

    private static INestableNode parse(Path file) throws IOException, ParseException {
        ParseConfiguration html = ParseConfiguration.htmlConfiguration();
        html.setElementBalancing(ElementBalancing.AUTO_CLOSE);
        return new DOMMarkupParser(html).parse(Files.readString(file));
    }

    private static void look(INestableNode node, List<String> found) {
        for (INode child : node.getChildren()) {
            if (child instanceof Text text && WORD.matcher(text.getContent()).find()) {
                found.add(text.getContent().strip());
            } else if (child instanceof Element element) {
                attributes(element, found);
                boolean replaced = REPLACES.stream().anyMatch(element::hasAttribute)
                        || element.elementNameMatches("script")
                        || element.elementNameMatches("style");
                if (!replaced) {
                    look(element, found);
                } else {
                    insideReplaced(element, found);
                }
            }
        }
    }

    /** What a page hands to its layout is within the replaced element, as fragments. */
    private static void insideReplaced(INestableNode node, List<String> found) {
        for (INode child : node.getChildren()) {
            if (child instanceof Element element) {
                if (element.hasAttribute("th:fragment") && REPLACES.stream().noneMatch(element::hasAttribute)) {
                    attributes(element, found);
                    look(element, found);
                } else {
                    insideReplaced(element, found);
                }
            }
        }
    }

    private static void attributes(Element element, List<String> found) {
        element.getAttributeMap().forEach((name, value) -> {
            boolean button = name.equals("value")
                    && "submit".equals(element.getAttributeValue("type"))
                    && element.elementNameMatches("input");
            if ((SPOKEN.contains(name) || button) && WORD.matcher(value).find()) {
                found.add(name + "=" + value);
            }
            if (SPOKEN_EXPRESSIONS.contains(name) && hasLiteral(value)) {
                found.add(name + "=" + value);
            }
            if (name.equals("lang") && isShown(element) && !element.hasAttribute("th:lang")) {
                found.add("lang=" + value);
            }
        });
    }

    private static boolean hasLiteral(String value) {
        return LITERAL.matcher(EXPRESSION.matcher(value).replaceAll("x")).find();
    }

    /** Whether a page begins with the element; files with fragments alone have one for the eye. */
    private static boolean isShown(Element element) {
        return element.getChildrenOfType(Element.class).stream()
                .anyMatch(child -> child.elementNameMatches("head") && !child.hasAttribute("th:fragment"));
    }
}
