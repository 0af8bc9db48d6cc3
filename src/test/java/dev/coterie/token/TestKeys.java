package dev.coterie.token;

import java.security.interfaces.RSAPublicKey;

/** A key for the tests of other rooms. */
public final class TestKeys {

    private TestKeys() {}

    public static RSAPublicKey publicKey() {
        return Keys.OURS.publicKey();
    }
}
