package dev.coterie.zwibbler.conformance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens and permissions: sections 7 and 7.1, and what changes them while clients are connected: 8.3. */
abstract class PermissionConformance extends BoardServer {

    private static final String DENIED = "access denied";

    private String token(String board, String permissions) {
        return token(board, fresh(), permissions);
    }

    private String token(String board, String user, String permissions) {
        String token = "token-" + fresh();
        assertThat(management().addToken(board, token, user, permissions).status())
                .isEqualTo(200);
        return token;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw", "wr", "rwa", "xrzw!"})
    void aTokenOpensItsBoard(String permissions) {
        String board = boardWith("abc");

        BoardClient client = connect(Wire.Init.of(2, token(board, permissions)).mode(Wire.NEVER_CREATE));

        client.expectAppend(0, "abc");
        client.store(3, "d");
        assertThat(management().dump(board).text()).isEqualTo("abcd");
    }

    @ParameterizedTest
    @CsvSource({"w, 0", "w, 1", "w, 2", "a, 0", "wa, 1", "R, 0", "'', 0"})
    void withoutReadNothingIsOpened(String permissions, int mode) {
        String board = boardWith("abc");

        connect(Wire.Init.of(2, token(board, permissions)).mode(mode)).expectErrorAndEnd(4, DENIED);
        connect(Wire.Init.of(3, token(fresh(), permissions)).mode(mode)).expectErrorAndEnd(4, DENIED);
    }

    @Test
    void alwaysCreateNeedsWrite() {
        String board = fresh();

        connect(Wire.Init.of(2, token(board, "r")).mode(Wire.ALWAYS_CREATE)).expectErrorAndEnd(4, DENIED);
        assertThat(management().check(board).status()).isEqualTo(404);
        connect(Wire.Init.of(2, token(boardWith("a"), "r")).mode(Wire.ALWAYS_CREATE))
                .expectErrorAndEnd(4, DENIED);
        connect(Wire.Init.of(2, token(board, "rw")).mode(Wire.ALWAYS_CREATE)).expectAppend(0, "");
    }

    @Test
    void possiblyCreateWithoutWriteOpensOnly() {
        connect(Wire.Init.of(2, token(boardWith("abc"), "r"))).expectAppend(0, "abc");

        String board = fresh();
        connect(Wire.Init.of(2, token(board, "r"))).expectErrorAndEnd(4, DENIED);
        assertThat(management().check(board).status()).isEqualTo(404);
    }

    @Test
    void neverCreateWithoutWriteSaysWhatIsMissing() {
        connect(Wire.Init.of(2, token(fresh(), "r")).mode(Wire.NEVER_CREATE)).expectErrorAndEnd(1, "does not exist");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 255})
    void unknownModesWithoutWriteCreateNothing(int mode) {
        String board = fresh();

        connect(Wire.Init.of(2, token(board, "r")).mode(mode)).receive().error();

        assertThat(management().check(board).status()).isEqualTo(404);
    }

    @Test
    void anAppendWithoutWriteIsAnsweredWithTwoUnlessItsOffsetIsWrong() {
        String board = boardWith("abc");
        BoardClient reader = join(Wire.Init.of(2, token(board, "r")));
        BoardClient other = join(board);

        reader.append(3, "x");
        reader.append(2, "x");
        reader.append(3, "");

        reader.expectNotAllowed(3);
        reader.expectWrongOffset(3);
        reader.expectNotAllowed(3);
        reader.mark();
        other.expectMark();
        assertThat(management().dump(board).text()).isEqualTo("abc");
    }

    @Test
    void aReaderMaySetKeysAndBroadcast() {
        String board = boardWith("abc");
        BoardClient reader = join(Wire.Init.of(2, token(board, "r")));
        BoardClient other = join(board);

        reader.storeKey(0, 1, "k", "v");
        other.expectKeys(new Received.Key("k", 1, "v"));
        reader.holdKey(0, 1, "c", "v");
        other.expectKeys(new Received.Key("c", 1, "v"));
        reader.broadcast("hello");
        other.expectBroadcast("hello");
    }

    @Test
    void adminKeysAreForAdmins() {
        String board = boardWith("abc");
        BoardClient admin = join(Wire.Init.of(2, token(board, "ra")));
        BoardClient writer = join(Wire.Init.of(2, token(board, "rw")));

        admin.storeKey(0, 1, "admin:page", "1");

        writer.expectKeys(new Received.Key("admin:page", 1, "1"));
        writer.setKey(4, Wire.SESSION_KEY, 1, 2, "admin:page", "2");
        writer.expectKeyAnswer(0, 4);
        writer.setKey(5, Wire.CLIENT_KEY, 0, 0, "admin:x", "2");
        writer.expectKeyAnswer(0, 5);
        admin.holdKey(0, 1, "admin:x", "3");
        writer.expectKeys(new Received.Key("admin:x", 1, "3"));
    }

    @Test
    void aTokenIsNoBoardAndABoardNoToken() {
        String board = boardWith("abc");
        String token = token(board, "r");

        assertThat(management().check(token).status()).isEqualTo(404);
        assertThat(management().dump(board).status()).isEqualTo(200);
    }

    @Test
    void anExpiredTokenOpensNothing() {
        String board = boardWith("abc");
        String token = "token-" + fresh();
        assertThat(management()
                        .addToken(board, token, fresh(), "rw", "Wed, 01 Jan 2020 00:00:00 GMT")
                        .status())
                .isEqualTo(200);

        Received.ErrorMessage error = connect(Wire.Init.of(2, token).mode(Wire.NEVER_CREATE))
                .receive()
                .error();

        assertThat(error.code()).isIn(1, 4);
    }

    @Test
    void losingReadEndsTheSession() {
        String user = fresh();
        String board = boardWith("abc");
        BoardClient client = join(Wire.Init.of(2, token(board, user, "rw")));

        assertThat(management().updateUser(user, "wa").status()).isEqualTo(200);

        client.expectErrorAndEnd(4, DENIED);
    }

    @Test
    void newPermissionsAreInEffectWhenTheAnswerComes() {
        String user = fresh();
        String board = boardWith("abc");
        String token = token(board, user, "rw");
        BoardClient client = join(Wire.Init.of(2, token));
        client.store(3, "d");

        for (int round = 0; round < 20; round++) {
            long length = 4 + round;
            management().updateUser(user, "r");
            client.append(length, "x");
            client.expectNotAllowed(length);
            management().updateUser(user, "rwa");
            client.store(length, "x");
        }
        client.storeKey(0, 1, "admin:k", "v");
    }

    @Test
    void updateUserReachesAllBoardsAndTokensOfThatUserAndNobodyElse() {
        String user = fresh();
        String first = boardWith("abc");
        String second = boardWith("de");
        String token = token(first, user, "rw");
        BoardClient here = join(Wire.Init.of(2, token));
        BoardClient there = join(Wire.Init.of(3, token(second, user, "rw")));
        BoardClient other = join(Wire.Init.of(2, token(first, user + "x", "rw")));
        BoardClient plain = join(first);

        management().updateUser(user, "r");

        here.append(3, "x");
        here.expectNotAllowed(3);
        there.append(2, "x");
        there.expectNotAllowed(2);
        other.store(3, "x");
        plain.expectAppend(3, "x");
        plain.store(4, "y");
        BoardClient later = join(Wire.Init.of(2, token));
        later.append(5, "x");
        later.expectNotAllowed(5);
    }

    @Test
    void withoutPermissionsAUserHasNone() {
        String user = fresh();
        String token = token(boardWith("abc"), user, "rw");
        BoardClient client = join(Wire.Init.of(2, token));

        assertThat(management().form("method", "updateUser", "userID", user).status())
                .isEqualTo(200);

        client.expectErrorAndEnd(4, DENIED);
        connect(Wire.Init.of(2, token)).expectErrorAndEnd(4, DENIED);
    }

    @Test
    void updateUserKnowsNoUsersAndNeedsNone() {
        assertThat(management().updateUser(fresh(), "rw").status()).isEqualTo(200);
    }

    @Test
    void aDeletedBoardEndsAllItsSessions() {
        String board = boardWith("abc");
        BoardClient first = join(Wire.Init.of(2, token(board, "r")));
        BoardClient second = join(Wire.Init.of(3, board));

        assertThat(management().delete(board).status()).isEqualTo(200);

        first.expectErrorAndEnd(1, "does not exist");
        second.expectErrorAndEnd(1, "does not exist");
    }

    @Test
    void tokensOutliveTheirBoardAndStayTaken() {
        String board = boardWith("abc");
        String token = token(board, "rw");

        management().delete(board);

        connect(Wire.Init.of(2, token).mode(Wire.NEVER_CREATE)).expectErrorAndEnd(1, "does not exist");
        assertThat(management().addToken(board, token, "x", "r").status()).isEqualTo(409);
        connect(Wire.Init.of(2, token).data("new")).expectAppend(3, "");
        assertThat(management().dump(board).text()).isEqualTo("new");
    }
}
