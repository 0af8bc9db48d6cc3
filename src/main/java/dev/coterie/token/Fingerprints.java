package dev.coterie.token;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The short names by which people and programs tell public keys apart; all are SHA-256, over different forms. */
final class Fingerprints {

    private Fingerprints() {}

    /** Of the JSON Web Key (RFC 7638), in Base64url. */
    static String thumbprint(RSAPublicKey key) {
        String jwk = "{\"e\":\"" + base64Url(key.getPublicExponent()) + "\",\"kty\":\"RSA\",\"n\":\""
                + base64Url(key.getModulus()) + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(jwk.getBytes(StandardCharsets.US_ASCII)));
    }

    /** As {@code ssh-keygen -l} prints it: of the form that SSH sends (RFC 4253, section 6.6). */
    static String ssh(RSAPublicKey key) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {
            "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
            key.getPublicExponent().toByteArray(),
            key.getModulus().toByteArray()
        }) {
            blob.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            blob.writeBytes(part);
        }
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(blob.toByteArray()));
    }

    /** As {@code openssl dgst -sha256 -c} prints it of the public key in DER. */
    static String openssl(RSAPublicKey key) {
        return HexFormat.ofDelimiter(":").formatHex(sha256(key.getEncoded()));
    }

    /** Big-endian without leading zero bytes (RFC 7518, section 2). */
    static String base64Url(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int start = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
