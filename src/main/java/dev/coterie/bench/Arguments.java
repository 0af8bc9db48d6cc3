package dev.coterie.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options as written, {@code --name value} or {@code --name=value}, and their reading as numbers. Immutable. */
final class Arguments {

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * @param named options that have a value
     * @param flags options that have none
     */
    static Arguments parse(List<String> words, Set<String> named, Set<String> flags) throws UsageException {
        Map<String, String> values = new HashMap<>();
        List<String> rest = new ArrayList<>(words);
        while (!rest.isEmpty()) {
            String word = rest.remove(0);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            String value;
            if (flags.contains(name) && equals < 0) {
                value = "";
            } else if (!named.contains(name)) {
                throw new UsageException("unknown option " + name);
            } else if (equals >= 0) {
                value = word.substring(equals + 1);
            } else if (rest.isEmpty()) {
                throw new UsageException(name + " needs a value");
            } else {
                value = rest.remove(0);
            }
            if (values.put(name, value) != null) {
                throw new UsageException(name + " is given twice");
            }
        }
        return new Arguments(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /** Words separated by spaces. */
    List<String> words(String name) {
        return text(name).map(String::strip).filter(text -> !text.isEmpty()).stream()
                .flatMap(text -> List.of(text.split("\\s+")).stream())
                .toList();
    }

    Optional<Integer> number(String name, int least, int most) throws UsageException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(name + " must be a whole number from " + least + " to " + most);
    }

    Optional<Double> rate(String name, double most) throws UsageException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double rate = Double.parseDouble(text.get());
            if (rate >= 0 && rate <= most) {
                return Optional.of(rate);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(name + " must be a number from 0 to " + (long) most);
    }

    /** The base of an HTTP server, without TLS. */
    Optional<URI> server(String name) throws UsageException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text.get());
            boolean plain = "http".equals(uri.getScheme()) || "ws".equals(uri.getScheme());
            if (plain && uri.getHost() != null) {
                return Optional.of(URI.create("http://" + uri.getRawAuthority()));
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new UsageException(name + " must look like http://host:port; TLS is not supported");
    }
}
