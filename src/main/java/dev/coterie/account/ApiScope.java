package dev.coterie.account;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a token of a person may be used for. The name of each is stored. */
public enum ApiScope {
    /** Getting the tokens with which programs join documents and boards as that person. */
    TOKEN,
    /** Reading by the REST API. */
    READ,
    /** Reading and changing by the REST API. */
    WRITE;

    /** The Spring Security authority of a request that shows a token with this scope. */
    public String authority() {
        return "SCOPE_" + name();
    }

    /** How forms and messages call it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ApiScope> ofKey(String key) {
        return Stream.of(values()).filter(scope -> scope.key().equals(key)).findFirst();
    }
}
