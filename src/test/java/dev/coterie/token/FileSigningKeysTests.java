package dev.coterie.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.coterie.account.Account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Servers that have the same key files, or one server before and after a start. */
class FileSigningKeysTests {

    private static final Account ADA = new Account(7, "ada", "", "", "", "", true, false, false);
    private static final Duration OVERLAP = Duration.ofHours(48);

    private final Movable clock = new Movable();
    private final List<Object> events = new ArrayList<>();

    @TempDir
    private Path directory;

    private KeyLayout layout;
    private Server one;

    @BeforeEach
    void start() {
        layout = KeyLayout.of(directory.resolve("jwt-key"));
        one = new Server();
    }

    @Test
    void acceptsTokensOfBothKeysWhileTheyOverlap() {
        String before = one.issue();
        clock.now = clock.now.plusSeconds(1);
        assertThat(one.rotate()).isTrue();
        clock.now = clock.now.plusSeconds(1);
        String after = one.issue();

        assertThat(one.accepts(before)).isTrue();
        assertThat(one.accepts(after)).isTrue();
        Server restarted = new Server();
        assertThat(restarted.accepts(before)).isTrue();
        assertThat(restarted.accepts(after)).isTrue();

        clock.now = clock.now.plus(OVERLAP);
        assertThat(one.accepts(before)).isFalse();
        assertThat(new Server().accepts(before)).isFalse();
        assertThat(one.accepts(after)).isTrue();
    }

    @Test
    void acceptsNothingThatTheOldKeySignsLater() throws IOException {
        RsaKeyPair old = KeyFiles.read(layout.privateFile(), layout.publicFile());
        one.rotate();
        JjwtTokenIssuer thief = new JjwtTokenIssuer(Keys.source(old), Duration.ofDays(1), clock);

        clock.now = clock.now.plusSeconds(29);
        assertThat(one.accepts(thief.issue(ADA).token())).isTrue();
        clock.now = clock.now.plusSeconds(2);
        String late = thief.issue(ADA).token();
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> one.verifier.verify(late))
                .withMessage("The token is of a key that was no longer in use");
    }

    @Test
    void forgetsTheOldKey() {
        String before = one.issue();
        one.rotate();

        assertThat(one.keys.forgetRetired()).isTrue();

        assertThat(one.accepts(before)).isFalse();
        assertThat(one.keys.status().retired()).isNull();
        assertThat(one.keys.forgetRetired()).isFalse();
        assertThat(new Server().accepts(before)).isFalse();
    }

    @Test
    void noticesThatAnotherServerRotated() {
        Server two = new Server();
        String before = two.issue();
        one.rotate();
        String after = one.issue();

        assertThat(two.accepts(after)).isTrue();
        assertThat(two.accepts(before)).isTrue();
        assertThat(two.keys.current()).isEqualTo(one.keys.current());
        assertThat(events)
                .containsExactly(
                        new SigningKeyReplaced(one.keys.current()), new SigningKeyReplaced(one.keys.current()));

        one.keys.forgetRetired();
        assertThat(two.keys.status().retired()).isNull();
    }

    @Test
    void keepsItsKeyWhenTheFilesBecomeUseless() throws IOException {
        String token = one.issue();
        String stranger = new JjwtTokenIssuer(Keys.source(Keys.OTHERS), Duration.ofDays(1), clock)
                .issue(ADA)
                .token();
        Files.writeString(layout.publicFile(), "nonsense");

        assertThat(one.accepts(stranger)).isFalse();
        assertThat(one.accepts(token)).isTrue();
        assertThat(events).isEmpty();

        Files.writeString(layout.privateFile(), Keys.privatePem(Keys.OTHERS));
        Files.writeString(layout.publicFile(), Keys.publicPem(Keys.OTHERS));
        assertThat(one.accepts(stranger)).isTrue();
        assertThat(one.accepts(token)).isFalse();
    }

    @Test
    void rotatesOnceWhenAskedTwice() {
        String thumbprint = one.keys.current().thumbprint();

        assertThat(one.keys.rotate(thumbprint)).isTrue();
        assertThat(one.keys.rotate(thumbprint)).isFalse();
        assertThat(events).hasSize(1);
    }

    @Test
    void publishesBothKeysUnderDifferentIds() {
        PublicSigningKey old = one.keys.current();
        one.rotate();
        MockMvcTester keySet = MockMvcTester.of(new JwksController(one.keys, clock));

        assertThat(keySet.get().uri("/.well-known/jwks.json"))
                .bodyJson()
                .extractingPath("$.keys[*].kid")
                .asArray()
                .containsExactly("Django collab App", old.thumbprint());

        clock.now = clock.now.plus(OVERLAP);
        assertThat(keySet.get().uri("/.well-known/jwks.json"))
                .bodyJson()
                .extractingPath("$.keys[*].kid")
                .asArray()
                .containsExactly("Django collab App");
    }

    @Test
    void tellsWhatThereIs() {
        PublicSigningKey old = one.keys.current();
        assertThat(one.keys.status().retired()).isNull();
        one.rotate();

        KeyStatus status = one.keys.status();
        assertThat(status.file()).isEqualTo(layout.privateFile());
        assertThat(status.overlap()).isEqualTo(OVERLAP);
        RetiredKey retired = Objects.requireNonNull(status.retired());
        assertThat(retired.key()).isEqualTo(old.key());
        assertThat(retired.validUntil()).isEqualTo(clock.now.plus(OVERLAP));
    }

    private final class Server {

        private final FileSigningKeys keys =
                new FileSigningKeys(layout, "Django collab App", new KeyDisk(), OVERLAP, clock, events::add);
        private final TokenIssuer issuer = new JjwtTokenIssuer(keys, Duration.ofDays(5), clock);
        private final TokenVerifier verifier = new JjwtTokenVerifier(keys, clock);

        String issue() {
            return issuer.issue(ADA).token();
        }

        boolean rotate() {
            return keys.rotate(keys.current().thumbprint());
        }

        boolean accepts(String token) {
            try {
                return verifier.verify(token).username().equals("ada");
            } catch (TokenRejectedException e) {
                return false;
            }
        }
    }

    private static final class Movable extends Clock {

        private Instant now = Instant.parse("2026-05-04T03:02:01Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
