package dev.coterie.account.django;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Hashes that Django has made, and such as it would never make. */
class DjangoHashTests {

    private static final String PASSWORD = "Käse-Brot 2026";
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String LONG_KEY =
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==";
    private static final String TAG = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String BCRYPT = "nORKAj5x0.abjarnszvU5e5Yz.kiST6e6TlcU0PYYHURXebaMRa6a";

    /** Of the same password, with parameters that take little time. */
    private static final List<String> CHEAP = List.of(
            "pbkdf2_sha256$1000$seaSalt0$NMy26PJ4e42nX7H8MQTVd/5cwJWSFAzPga4xAk+4NoY=",
            "pbkdf2_sha1$1000$seaSalt0$9gBGDLOvbmlbM5OfH+Ulx0HE1as=",
            "argon2$argon2id$v=19$m=512,t=2,p=2$c2VhU2FsdDA$v5XgFUP2R1TAOsBUd2ffvg",
            "argon2$argon2i$v=19$m=512,t=2,p=2$c2VhU2FsdDA$64NA6EE4w0tPeSxg0MBRzQ",
            "argon2$argon2d$v=19$m=512,t=2,p=2$c2VhU2FsdDA$6gSEftoiE+Uyzo62O59vmQ",
            "bcrypt_sha256$$2b$04$FiVjHi2bT48VZQrf.2MlDOL4bEbI6TmdzIXmJW1nkg01LBDTi47SO",
            "bcrypt$$2b$04$6AxLukGPN.EjZXFIbVNX.OEzbF24tRFEOtuZY1wVUjLJFnbdkzFxO",
            "scrypt$512$seaSalt0$8$5$WYKvYL/LZkwB/8+SU1JebDOFsmVjFAf9LnmJYiusBpJzfnwbcBnEWh3jPuCS7mAUlPMcEpdnCwEDchczR58CaA==");

    private final DjangoPasswordEncoder encoder = new DjangoPasswordEncoder(1 << 20);

    @Test
    void knowsThePasswordOfEach() {
        assertThat(CHEAP).allSatisfy(hash -> {
            assertThat(DjangoPasswordEncoder.flaw(hash)).isEmpty();
            assertThat(encoder.matches(PASSWORD, hash)).isTrue();
            assertThat(encoder.matches("Kase-Brot 2026", hash)).isFalse();
            assertThat(encoder.matches("", hash)).isFalse();
            assertThat(encoder.upgradeEncoding(hash)).isTrue();
        });
        assertThatThrownBy(() -> encoder.encode(PASSWORD)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "!ugY5yb1E1nRqFfaRFNnUOIcpUcAXMVZYE8CgwDXk"})
    void noPasswordIsNoHash(String hash) {
        assertThat(DjangoPasswordEncoder.flaw(hash)).contains(HashFlaw.NO_PASSWORD);
        assertThat(encoder.matches(hash, hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "plain text",
                "5f4dcc3b5aa765d61d8327deb882cf99",
                "md5$salt$5f4dcc3b5aa765d61d8327deb882cf99",
                "sha1$$5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8",
                "crypt$$ab1a1DrxTw1Ew",
                "PBKDF2_SHA256$1$salt$" + KEY
            })
    void otherAlgorithmsAreNotKnown(String hash) {
        assertThat(DjangoPasswordEncoder.flaw(hash)).contains(HashFlaw.UNKNOWN_ALGORITHM);
        assertThat(encoder.matches("password", hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pbkdf2_sha256$",
                "pbkdf2_sha256$1$salt",
                "pbkdf2_sha256$0$salt$" + KEY,
                "pbkdf2_sha256$-1$salt$" + KEY,
                "pbkdf2_sha256$١$salt$" + KEY,
                "pbkdf2_sha256$1$$" + KEY,
                "pbkdf2_sha256$1$salt$" + KEY + "$",
                "pbkdf2_sha256$1$salt$AAAA",
                "pbkdf2_sha256$1$salt$====",
                "pbkdf2_sha1$1$salt$" + KEY,
                "bcrypt$2b$12$" + BCRYPT,
                "bcrypt$$2x$12$" + BCRYPT,
                "bcrypt_sha256$$2b$03$" + BCRYPT,
                "bcrypt_sha256$$2b$12$" + BCRYPT + "A",
                "argon2$argon2id$v=19$m=512,t=2,p=2$c2FsdA$" + TAG,
                "argon2$argon2id$v=20$m=512,t=2,p=2$c2FsdHNhbHQ$" + TAG,
                "argon2$argon2id$v=19$m=8,t=2,p=2$c2FsdHNhbHQ$" + TAG,
                "argon2$argon2id$v=19$m=512,t=0,p=2$c2FsdHNhbHQ$" + TAG,
                "argon2$argon2id$v=19$m=512,t=2,p=2$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAA",
                "argon2$argon2x$v=19$m=512,t=2,p=2$c2FsdHNhbHQ$" + TAG,
                "scrypt$1000$salt$8$1$" + LONG_KEY,
                "scrypt$65536$salt$1$1$" + LONG_KEY,
                "scrypt$1024$salt$8$0$" + LONG_KEY,
                "scrypt$1024$salt$8$1$" + KEY
            })
    void whatIsDamagedMatchesNothing(String hash) {
        assertThat(DjangoPasswordEncoder.flaw(hash)).contains(HashFlaw.MALFORMED);
        assertThat(encoder.matches(PASSWORD, hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pbkdf2_sha256$5000001$salt$" + KEY,
                "pbkdf2_sha256$9999999999$salt$" + KEY,
                "bcrypt$$2b$16$" + BCRYPT,
                "bcrypt$$2b$31$" + BCRYPT,
                "argon2$argon2id$v=19$m=262145,t=1,p=1$c2FsdHNhbHQ$" + TAG,
                "argon2$argon2id$v=19$m=999999999,t=999999999,p=1$c2FsdHNhbHQ$" + TAG,
                "argon2$argon2id$v=19$m=1024,t=1025,p=1$c2FsdHNhbHQ$" + TAG,
                "argon2$argon2id$v=19$m=8,t=100000,p=1$c2FsdHNhbHQ$" + TAG,
                "argon2$argon2id$v=19$m=512,t=1,p=65$c2FsdHNhbHQ$" + TAG,
                "scrypt$262144$salt$8$1$" + LONG_KEY,
                "scrypt$2$salt$9999$9999$" + LONG_KEY,
                "scrypt$16384$salt$8$64$" + LONG_KEY
            })
    void whatCostsTooMuchIsNotComputed(String hash) {
        assertThat(DjangoPasswordEncoder.flaw(hash)).contains(HashFlaw.TOO_COSTLY);
        assertThat(encoder.matches(PASSWORD, hash)).isFalse();
    }

    @Test
    void whatTakesMoreMemoryThanThereIsIsNotComputed() {
        String hash = CHEAP.stream()
                .filter(candidate -> candidate.startsWith("argon2"))
                .findFirst()
                .orElseThrow();

        assertThat(new DjangoPasswordEncoder(512 * 1024).matches(PASSWORD, hash))
                .isTrue();
        assertThat(new DjangoPasswordEncoder(512 * 1024 - 1).matches(PASSWORD, hash))
                .isFalse();
    }

    @Test
    void nothingThatIsReadThrows() {
        long seed = Long.getLong("coterie.seed", System.nanoTime());
        Random random = new Random(seed);
        String letters = "$,=./+!0129aZ\u0000ä\uD800";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder(CHEAP.get(random.nextInt(CHEAP.size())));
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
                }
            }
            assertThat(DjangoPasswordEncoder.flaw(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .isNotNull();
        }
    }
}
