package dev.coterie.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.coterie.account.Refusal.Reason;

/** Which passwords may be chosen. Says nothing of those that exist already. Immutable. */
@Component
class PasswordPolicy {

    static final int MIN_LENGTH = 8;

    /** What bcrypt takes, in bytes of UTF-8; it would ignore the rest. */
    static final int MAX_BYTES = 72;

    /** Names shorter than this may be part of a password. */
    private static final int MIN_NAME_LENGTH = 4;

    private final Set<String> common = readCommon();

    /**
     * What speaks against a password.
     *
     * @param field the field that the refusals name
     * @param names what the person is called, which the password must not be built upon
     */
    List<Refusal> check(String field, String password, List<String> names) {
        List<Refusal> refusals = new ArrayList<>();
        String lower = password.toLowerCase(Locale.ROOT);
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            refusals.add(Refusal.of(field, Reason.PASSWORD_TOO_SHORT, MIN_LENGTH));
        } else if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            refusals.add(Refusal.of(field, Reason.PASSWORD_TOO_LONG, MAX_BYTES));
        } else if (password.chars().allMatch(Character::isDigit)) {
            refusals.add(Refusal.of(field, Reason.PASSWORD_NUMERIC));
        } else if (common.contains(lower)) {
            refusals.add(Refusal.of(field, Reason.PASSWORD_COMMON));
        } else if (names.stream().anyMatch(name -> isBuiltUpon(lower, name))) {
            refusals.add(Refusal.of(field, Reason.PASSWORD_LIKE_NAME));
        }
        return refusals;
    }

    /** The name makes up half of the password or more, or is all but the same. */
    private static boolean isBuiltUpon(String password, String name) {
        String part = name.strip().toLowerCase(Locale.ROOT);
        return part.length() >= MIN_NAME_LENGTH
                && ((password.contains(part) && 2 * part.length() >= password.length())
                        || part.contains(password)
                        || new StringBuilder(part).reverse().toString().equals(password));
    }

    private static Set<String> readCommon() {
        InputStream list = Objects.requireNonNull(
                PasswordPolicy.class.getResourceAsStream("common-passwords.txt"), "common-passwords.txt");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
