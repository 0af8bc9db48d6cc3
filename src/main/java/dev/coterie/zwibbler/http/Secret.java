package dev.coterie.zwibbler.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * The user and the password of the management API, which are those of the web hook as well. They have nothing to do with
 * accounts. Immutable.
 */
record Secret(String user, String password) {

    private static final String SCHEME = "basic ";

    private boolean isConfigured() {
        return !user.isEmpty() || !password.isEmpty();
    }

    /** What a client sends that knows them. */
    String header() {
        return "Basic " + Base64.getEncoder().encodeToString(bytes(user + ":" + password));
    }

    /** Whether a request's {@code Authorization} shows that the client knows them; takes as long when it does not. */
    boolean isKnownBy(@Nullable String authorization) {
        if (!isConfigured()
                || authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = decoded(authorization.substring(SCHEME.length()).trim());
        int colon = indexOfColon(given);
        if (colon < 0) {
            return false;
        }
        boolean userFits = MessageDigest.isEqual(bytes(user), Arrays.copyOfRange(given, 0, colon));
        boolean passwordFits =
                MessageDigest.isEqual(bytes(password), Arrays.copyOfRange(given, colon + 1, given.length));
        return userFits & passwordFits;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static int indexOfColon(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Secret[]";
    }
}
