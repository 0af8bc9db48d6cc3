package dev.coterie.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;

/** Two halves of an RSA key. Immutable. Secret: its {@code toString} shows nothing of the private one. */
record RsaKeyPair(RSAPrivateKey privateKey, RSAPublicKey publicKey) {

    private static final byte[] PROBE = {1, 2, 3, 4};

    static RsaKeyPair generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            return new RsaKeyPair((RSAPrivateKey) pair.getPrivate(), (RSAPublicKey) pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot make RSA keys", e);
        }
    }

    /** Whether what the private half signs is what the public half verifies. */
    boolean matches() {
        if (!privateKey.getModulus().equals(publicKey.getModulus())) {
            return false;
        }
        try {
            Signature signing = Signature.getInstance("SHA256withRSA");
            signing.initSign(privateKey);
            signing.update(PROBE);
            byte[] signed = signing.sign();
            Signature verifying = Signature.getInstance("SHA256withRSA");
            verifying.initVerify(publicKey);
            verifying.update(PROBE);
            return verifying.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    String publicPem() {
        return new PemBlock(KeyFiles.SUBJECT_PUBLIC_KEY_INFO, publicKey.getEncoded()).toText();
    }

    @Override
    public String toString() {
        return "RsaKeyPair[" + publicKey.getModulus().bitLength() + " bits]";
    }
}
