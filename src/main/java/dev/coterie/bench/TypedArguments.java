package dev.coterie.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.coterie.cli.Arguments;
import dev.coterie.cli.WrongUseException;

/** Reads options as numbers, files and addresses. Immutable. */
record TypedArguments(Arguments arguments) {

    boolean has(String flag) {
        return arguments.has(flag);
    }

    Optional<String> text(String name) {
        return arguments.value(name);
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

    Optional<Integer> number(String name, int least, int most) {
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
        throw new WrongUseException("--" + name + " must be a whole number from " + least + " to " + most + ".");
    }

    Optional<Double> rate(String name, double most) {
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
        throw new WrongUseException("--" + name + " must be a number from 0 to " + (long) most + ".");
    }

    /** The base of an HTTP server, without TLS. */
    Optional<URI> server(String name) {
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
        throw new WrongUseException("--" + name + " must look like http://host:port; TLS is not supported.");
    }
}
