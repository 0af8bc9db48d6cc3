package dev.coterie.zwibbler.conformance;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

import dev.coterie.CoterieApplication;

/** With a key that is the bytes of a string. */
@SpringBootTest(
        classes = CoterieApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "coterie.zwibbler.jwt-key=" + SignedTokenBoardTests.KEY,
            "coterie.zwibbler.secret-user=" + Management.USER,
            "coterie.zwibbler.secret-password=" + Management.PASSWORD
        })
@ContextConfiguration(initializers = Databases.H2.class)
class SignedTokenBoardTests extends SignedTokenConformance {

    static final String KEY = "an ordinary sentence as a key";

    @Override
    byte[] key() {
        return Wire.utf8(KEY);
    }
}
