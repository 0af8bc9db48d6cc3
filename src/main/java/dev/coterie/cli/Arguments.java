package dev.coterie.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Arguments taken apart. Immutable.
 *
 * @param words those that are no options, in order
 * @param values options with a value, {@code --name value} or {@code --name=value}, without the hyphens
 * @param flags options without one
 */
public record Arguments(List<String> words, Map<String, String> values, Set<String> flags) {

    /**
     * Takes arguments apart.
     *
     * @param valued the options that have a value
     * @param plain the options that have none
     * @throws WrongUseException for any other option, and for a missing or superfluous value
     */
    public static Arguments parse(List<String> args, Set<String> valued, Set<String> plain) {
        List<String> words = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        Set<String> flags = new HashSet<>();
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String arg = rest.next();
            if (!arg.startsWith("--")) {
                words.add(arg);
                continue;
            }
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg.substring(2) : arg.substring(2, equals);
            if (plain.contains(name) && equals < 0) {
                flags.add(name);
            } else if (valued.contains(name) && (equals >= 0 || rest.hasNext())) {
                values.put(name, equals >= 0 ? arg.substring(equals + 1) : rest.next());
            } else if (valued.contains(name)) {
                throw new WrongUseException("--" + name + " needs a value.");
            } else {
                throw new WrongUseException("There is no option " + arg + " here.");
            }
        }
        return new Arguments(List.copyOf(words), Map.copyOf(values), Set.copyOf(flags));
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }
}
