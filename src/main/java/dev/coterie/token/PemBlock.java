package dev.coterie.token;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468). Immutable.
 *
 * @param label what stands behind {@code BEGIN}, for instance {@code PUBLIC KEY}
 * @param der the decoded content; empty when it is encrypted
 */
record PemBlock(String label, byte[] der) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String LEGACY_ENCRYPTION = "Proc-Type: 4,ENCRYPTED";
    private static final int LINE_LENGTH = 64;

    /**
     * The first block of a text; what surrounds it, blank lines and the kind of line ends do not matter.
     *
     * @throws IllegalArgumentException when the content of the block is not Base64
     */
    static Optional<PemBlock> firstOf(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            return Optional.empty();
        }
        String label = block.group(1);
        String content = block.group(2);
        if (content.contains(LEGACY_ENCRYPTION)) {
            return Optional.of(new PemBlock("ENCRYPTED " + label, new byte[0]));
        }
        byte[] der = Base64.getDecoder().decode(content.replaceAll("\\s", ""));
        return Optional.of(new PemBlock(label, der));
    }

    boolean isEncrypted() {
        return label.startsWith("ENCRYPTED ");
    }

    String toText() {
        String content = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + content + "\n-----END " + label + "-----\n";
    }
}
