package dev.coterie.token;

import java.nio.ByteBuffer;

/** Wraps the older PKCS#1 form of RSA keys into the forms that the JDK reads (RFC 8017, RFC 5208, RFC 5280). */
final class Pkcs1 {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    /** {@code SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }}. */
    private static final byte[] RSA_ENCRYPTION = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private Pkcs1() {}

    static byte[] privateToPkcs8(byte[] rsaPrivateKey) {
        byte[] version = element(INTEGER, new byte[] {0});
        return element(SEQUENCE, concat(version, RSA_ENCRYPTION, element(OCTET_STRING, rsaPrivateKey)));
    }

    static byte[] publicToSubjectPublicKeyInfo(byte[] rsaPublicKey) {
        byte[] noUnusedBits = {0};
        return element(SEQUENCE, concat(RSA_ENCRYPTION, element(BIT_STRING, concat(noUnusedBits, rsaPublicKey))));
    }

    private static byte[] element(int tag, byte[] content) {
        return concat(new byte[] {(byte) tag}, length(content.length), content);
    }

    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        ByteBuffer der = ByteBuffer.allocate(1 + lengthBytes).put((byte) (0x80 | lengthBytes));
        for (int shift = (lengthBytes - 1) * 8; shift >= 0; shift -= 8) {
            der.put((byte) (length >>> shift));
        }
        return der.array();
    }

    private static byte[] concat(byte[]... parts) {
        int total = 0;
        for (byte[] part : parts) {
            total += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(total);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
