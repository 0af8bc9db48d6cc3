package dev.coterie.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Keys for tests, and the forms that they are written in. */
final class Keys {

    static final RsaKeyPair OURS = RsaKeyPair.generate(2048);
    static final RsaKeyPair OTHERS = RsaKeyPair.generate(2048);

    /** Bytes that PKCS#8 puts before a PKCS#1 key of 2048 bits. */
    private static final int PKCS8_HEADER = 26;

    private static final int SUBJECT_PUBLIC_KEY_INFO_HEADER = 24;

    private Keys() {}

    /** Keys that stay as they are. */
    static KeySource source(RsaKeyPair pair) {
        return source(new KeyRing("Django collab App", pair, Instant.EPOCH, null));
    }

    static KeySource source(KeyRing ring) {
        return new KeySource() {
            @Override
            public KeyRing ring() {
                return ring;
            }

            @Override
            public KeyRing reread() {
                return ring;
            }
        };
    }

    static String privatePem(RsaKeyPair pair) {
        return pem("PRIVATE KEY", pair.privateKey().getEncoded());
    }

    static String publicPem(RsaKeyPair pair) {
        return pem("PUBLIC KEY", pair.publicKey().getEncoded());
    }

    static String privatePkcs1Pem(RsaKeyPair pair) {
        return pem("RSA PRIVATE KEY", without(pair.privateKey().getEncoded(), PKCS8_HEADER));
    }

    static String publicPkcs1Pem(RsaKeyPair pair) {
        return pem("RSA PUBLIC KEY", without(pair.publicKey().getEncoded(), SUBJECT_PUBLIC_KEY_INFO_HEADER));
    }

    static KeyPair of(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    private static byte[] without(byte[] der, int header) {
        return Arrays.copyOfRange(der, header, der.length);
    }
}
