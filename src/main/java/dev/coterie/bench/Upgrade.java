package dev.coterie.bench;

import java.net.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.SplittableRandom;

/** The HTTP request that turns a connection into a web socket, and the check of its answer. Immutable. */
final class Upgrade {

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MAX_ANSWER_BYTES = 16 << 10;

    private final URI target;
    private final String key;

    Upgrade(URI target, SplittableRandom random) {
        this.target = target;
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    byte[] request() {
        String path =
                target.getRawQuery() == null ? target.getRawPath() : target.getRawPath() + "?" + target.getRawQuery();
        String text = "GET " + path + " HTTP/1.1\r\n"
                + "Host: " + target.getRawAuthority() + "\r\n"
                + "Origin: http://" + target.getRawAuthority() + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Looks for the end of the answer and checks it.
     *
     * @return the length of the answer, or 0 when it is not complete yet
     */
    int answerLength(byte[] data, int length) throws ProtocolException {
        for (int i = 3; i < length; i++) {
            if (data[i] == '\n' && data[i - 1] == '\r' && data[i - 2] == '\n' && data[i - 3] == '\r') {
                check(new String(data, 0, i + 1, StandardCharsets.ISO_8859_1));
                return i + 1;
            }
        }
        if (length > MAX_ANSWER_BYTES) {
            throw new ProtocolException("an endless answer to the upgrade request");
        }
        return 0;
    }

    private void check(String answer) throws ProtocolException {
        String[] lines = answer.split("\r\n");
        if (!lines[0].matches("HTTP/1\\.1 101\\b.*")) {
            throw new ProtocolException("upgrade refused: " + lines[0]);
        }
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-accept:")) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (value.equals(accept(key))) {
                    return;
                }
            }
        }
        throw new ProtocolException("upgrade answered with a wrong Sec-WebSocket-Accept");
    }

    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
