package dev.coterie.zwibbler.conformance;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

import dev.coterie.CoterieApplication;

import static org.assertj.core.api.Assertions.assertThat;

/** Boards that nobody uses go after a while (section 6), here a short one. */
@SpringBootTest(
        classes = CoterieApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "coterie.zwibbler.access=open",
            "coterie.zwibbler.expiration=2",
            "coterie.zwibbler.board.sweep-every=200ms",
            "coterie.zwibbler.board.touch-every=200ms",
            "coterie.zwibbler.secret-user=" + Management.USER,
            "coterie.zwibbler.secret-password=" + Management.PASSWORD
        })
@ContextConfiguration(initializers = Databases.H2.class)
class ExpiringBoardTests extends BoardServer {

    @Test
    void anUnusedBoardGoesWithItsKeys() {
        String board = boardWith("abc");
        BoardClient client = join(board);
        client.storeKey(0, 1, "key", "value");
        client.close();

        awaitEndOf(board);

        BoardClient next = connect(Wire.Init.of(2, board));
        next.expectAppend(0, "");
        next.storeKey(0, 1, "key", "another");
    }

    @Test
    void aBoardWithAClientIsUsed() {
        String board = boardWith("abc");
        BoardClient client = join(board);

        for (int round = 0; round < 2; round++) {
            awaitEndOf(boardWith("that nobody opens"));
        }

        client.store(3, "d");
        assertThat(management().dump(board).text()).isEqualTo("abcd");
    }

    @Test
    void readingIsUse() {
        String board = boardWith("abc");
        String other = boardWith("that nobody reads");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    assertThat(management().dump(board).text()).isEqualTo("abc");
                    return management().check(other).status() == 404;
                });

        assertThat(management().dump(board).status()).isEqualTo(200);
    }

    private void awaitEndOf(String board) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> management().check(board).status() == 404);
    }
}
