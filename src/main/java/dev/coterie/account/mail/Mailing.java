package dev.coterie.account.mail;

import java.util.List;
import java.util.function.Supplier;

/** Mail to people, if this server has any. Thread-safe. */
public interface Mailing {

    /** Whether letters go out at all; nothing else may be asked if not. */
    boolean on();

    /**
     * The address of a page, to be written into a letter.
     *
     * @param path with a leading slash, encoded, possibly with a query
     */
    String link(String path);

    /**
     * Returns at once; finds out and sends later. What cannot be sent is tried some more times and then given up.
     *
     * @param errand finds out what is to be sent; it may block on the database
     */
    void send(Supplier<List<Letter>> errand);
}
