package dev.coterie.token;

import java.nio.file.Path;
import java.util.Objects;

/** A key file that cannot be used; the message is one sentence for the person who runs the server and names the file. */
public class KeyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    KeyFileException(Path file, String problem, String remedy) {
        super(sentence(file, problem));
        this.remedy = remedy;
    }

    KeyFileException(Path file, String problem, String remedy, Throwable cause) {
        super(sentence(file, problem), cause);
        this.remedy = remedy;
    }

    /** What is wrong. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** What can be done about it. */
    public String remedy() {
        return remedy;
    }

    private static String sentence(Path file, String problem) {
        return "The key file " + file.toAbsolutePath().normalize() + " " + problem + ".";
    }
}
