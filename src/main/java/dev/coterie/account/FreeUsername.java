package dev.coterie.account;

import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.springframework.stereotype.Component;

/**
 * Usernames for those who do not choose one here: never one that somebody has, nor one of an account that was deleted.
 * Thread-safe.
 */
@Component
class FreeUsername {

    private static final Pattern UNFIT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}@.+_-]+");

    /** Leaves room for a number. */
    private static final int LENGTH = Names.USERNAME_LENGTH - 8;

    private static final int NUMBERS = 1_000_000;

    private final AccountRepository accounts;
    private final DeletionRepository deletions;

    FreeUsername(AccountRepository accounts, DeletionRepository deletions) {
        this.accounts = accounts;
        this.deletions = deletions;
    }

    /** The name that was suggested, as far as it can be one; when it is not free with a number behind it. */
    String like(String suggestion) {
        String cleaned = UNFIT.matcher(Names.clean(suggestion, LENGTH)).replaceAll("-");
        String base = Names.isUsername(cleaned) && !cleaned.equals("-") ? cleaned : "user";
        return IntStream.rangeClosed(1, NUMBERS)
                .mapToObj(number -> number == 1 ? base : base + "-" + number)
                .filter(name -> !accounts.existsIgnoringCase(name) && !deletions.existsById(name))
                .findFirst()
                .orElseThrow();
    }
}
