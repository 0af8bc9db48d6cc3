package dev.coterie.zwibbler.conformance;

import java.util.Base64;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

import dev.coterie.CoterieApplication;

/** With a key that is given in base64. */
@SpringBootTest(
        classes = CoterieApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "coterie.zwibbler.access=jwt",
            "coterie.zwibbler.jwt-key=" + Base64KeyBoardTests.KEY,
            "coterie.zwibbler.jwt-key-is-base64=true",
            "coterie.zwibbler.secret-user=" + Management.USER,
            "coterie.zwibbler.secret-password=" + Management.PASSWORD
        })
@ContextConfiguration(initializers = Databases.H2.class)
class Base64KeyBoardTests extends SignedTokenConformance {

    static final String KEY = "+/8AgP7/+/8AgP7/+/8AgP7/+/8AgP7/+/8AgP7/AQ==";

    @Override
    byte[] key() {
        return Base64.getDecoder().decode(KEY);
    }
}
