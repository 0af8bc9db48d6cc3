package dev.coterie.convergence.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.coterie.document.FieldPath;

/** Reads names and paths of fields. Confined to its parser. */
final class PathParser {

    private final Scanner scanner;

    PathParser(Scanner scanner) {
        this.scanner = scanner;
    }

    /** @param text what the path is called where it has no other name */
    record Named(FieldPath path, String text) {}

    /** Whether something may be a path because of how it begins. */
    boolean follows() {
        char next = scanner.peekAfterBlanks();
        if (next == '`') {
            return true;
        }
        if (Scanner.isDigit(next)) {
            return false;
        }
        int start = scanner.position();
        String word = scanner.word(false);
        scanner.back(start);
        return !word.isEmpty() && !Words.isReserved(word);
    }

    Named path() throws InvalidQueryException {
        if (!follows()) {
            throw scanner.unexpected("a field");
        }
        List<FieldPath.Step> steps = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        steps.add(first(text));
        while (!(steps.get(0) instanceof FieldPath.Fact)) {
            if (scanner.skipAtOnce(".")) {
                String name = member();
                steps.add(new FieldPath.Name(name));
                text.append('.').append(name);
            } else if (scanner.skipAtOnce("[")) {
                long index = scanner.whole();
                scanner.expect("]");
                steps.add(new FieldPath.Element(index));
                text.append('[').append(index).append(']');
            } else {
                break;
            }
        }
        return new Named(new FieldPath(steps), text.toString());
    }

    private FieldPath.Step first(StringBuilder text) throws InvalidQueryException {
        int start = scanner.position();
        if (scanner.skipAtOnce("`")) {
            String name = scanner.quoted('`');
            text.append(name);
            return new FieldPath.Name(name);
        }
        String word = scanner.word(false);
        if (word.startsWith("@@")) {
            text.append(word, 1, word.length());
            return new FieldPath.Name(word.substring(1));
        }
        text.append(word);
        if (!word.startsWith("@")) {
            return new FieldPath.Name(word);
        }
        String fact = word.toLowerCase(Locale.ROOT);
        if (fact.equals(Query.ID) || fact.equals(Query.VERSION)) {
            return new FieldPath.Fact(fact);
        }
        throw new InvalidQueryException(
                start, "There is no “" + word + "”; a field of that name is written “@" + word + "”.");
    }

    private String member() throws InvalidQueryException {
        if (scanner.skipAtOnce("`")) {
            return scanner.quoted('`');
        }
        String name = scanner.word(false);
        if (name.isEmpty()) {
            throw scanner.unexpected("a name");
        }
        return name;
    }

    /** An alias. */
    String name() throws InvalidQueryException {
        scanner.peekAfterBlanks();
        return member();
    }

    /** There is no arithmetic with collections, so their names may have hyphens. */
    String collection() throws InvalidQueryException {
        if (scanner.skip("`")) {
            return scanner.quoted('`');
        }
        String name = scanner.word(true);
        if (name.isEmpty()) {
            throw scanner.unexpected("a collection");
        }
        return name;
    }
}
