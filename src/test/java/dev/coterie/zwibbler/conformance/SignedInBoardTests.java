package dev.coterie.zwibbler.conformance;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

import dev.coterie.CoterieApplication;

import static org.assertj.core.api.Assertions.assertThat;

/** As the server is without any setting for boards but a short wait: nobody who has no token gets in. */
@SpringBootTest(
        classes = CoterieApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "coterie.zwibbler.init-timeout=1500ms")
@ContextConfiguration(initializers = Databases.H2.class)
class SignedInBoardTests extends BoardServer {

    private static final String DENIED = "access denied";

    @Test
    void namesOfBoardsOpenNothing() {
        for (int mode = 0; mode <= 3; mode++) {
            connect(Wire.Init.of(2, fresh()).mode(mode)).expectErrorAndEnd(4, DENIED);
        }
    }

    @Test
    void signedTokensOpenNothing() {
        String claims = "{\"sub\":\"" + fresh() + "\",\"p\":\"rw\",\"exp\":4000000000}";

        for (String key : List.of("secret", " ", "an ordinary sentence as a key")) {
            connect(Wire.Init.of(3, SignedToken.of("HS256", Wire.utf8(key), claims)))
                    .expectErrorAndEnd(4, DENIED);
        }
        connect(Wire.Init.of(3, SignedToken.content("none", claims) + ".")).expectErrorAndEnd(4, DENIED);
    }

    @Test
    void theManagementApiIsOff() {
        for (String method : List.of(
                "createDocument", "deleteDocument", "dumpDocument", "checkDocument", "addToken", "updateUser")) {
            for (Management client :
                    List.of(management(), management().as(null), management().as(Management.basic("", "")))) {
                assertThat(client.form("method", method, "documentID", fresh()).status())
                        .isEqualTo(401);
            }
        }
        assertThat(management().form("method", "explode").status()).isEqualTo(400);
    }

    @Test
    void whoDoesNotSayInitInTimeIsClosed() {
        RawSocket silent = socket();
        RawSocket pinging = socket();
        RawSocket halfway = socket();
        byte[] init = Wire.Init.of(2, fresh()).bytes();
        halfway.send(Wire.cut(init, 10, 10).get(0));

        pinging.frame(true, RawSocket.PING, new byte[0]);

        assertThat(pinging.next()).isInstanceOf(RawSocket.Event.Pong.class);
        silent.expectClosed();
        pinging.expectClosed();
        halfway.expectClosed();
    }
}
