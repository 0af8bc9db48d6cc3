package dev.coterie.zwibbler.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A zwibbler.conf taken apart (section 9 of the protocol); keys that nobody knows are in it as well. Immutable. */
final class ZwibblerConf {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, List<String>> values;

    private ZwibblerConf(Map<String, List<String>> values) {
        this.values = values;
    }

    /** @throws ZwibblerConfException when there is no such file, or it cannot be read */
    static ZwibblerConf read(String file) {
        try {
            return parse(new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new ZwibblerConfException("There is no file " + file + " (coterie.zwibbler.config-file).", e);
        } catch (IOException | InvalidPathException e) {
            throw new ZwibblerConfException(
                    "The file " + file + " (coterie.zwibbler.config-file) cannot be read: " + e.getMessage() + ".", e);
        }
    }

    static ZwibblerConf parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        content.lines().map(String::trim).filter(line -> !line.startsWith("#")).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.computeIfAbsent(line.substring(0, equals).trim(), key -> new ArrayList<>())
                        .add(line.substring(equals + 1).trim());
            }
        });
        return new ZwibblerConf(values);
    }

    /** The value of a key; of several, the last. */
    Optional<String> last(String key) {
        List<String> all = values.getOrDefault(key, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Every value of a key that is not empty. */
    List<String> all(String key) {
        return values.getOrDefault(key, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
