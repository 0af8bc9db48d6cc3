package dev.coterie.zwibbler.conformance;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.coterie.zwibbler.conformance.Wire.CLIENT_KEY;
import static dev.coterie.zwibbler.conformance.Wire.SESSION_KEY;
import static dev.coterie.zwibbler.conformance.Wire.utf8;

/** Keys: section 5.2. */
abstract class KeyConformance extends BoardServer {

    private static final int SET = 1;
    private static final int REFUSED = 0;

    @ParameterizedTest
    @ValueSource(ints = {CLIENT_KEY, SESSION_KEY, 2, 255})
    void aKeyThatIsSetIsAnsweredAndToldToTheOthers(int lifetime) {
        String board = fresh();
        BoardClient owner = join(board);
        BoardClient second = join(board);
        BoardClient third = join(Wire.Init.of(3, board));

        owner.setKey(0xfedc, lifetime, 0, 5, "colour", "red");

        owner.expectKeyAnswer(SET, 0xfedc);
        second.expectKeys(key("colour", 5, "red"));
        third.expectKeys(key("colour", 5, "red"));
        owner.expectNothing(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {CLIENT_KEY, SESSION_KEY})
    void theOldVersionMustBeTheKeysVersion(int lifetime) {
        String board = fresh();
        BoardClient owner = join(board);
        BoardClient other = join(board);

        owner.setKey(1, lifetime, 1, 2, "k", "missing, so the old version must be 0");
        owner.expectKeyAnswer(REFUSED, 1);
        owner.setKey(2, lifetime, 0, 7, "k", "a");
        owner.expectKeyAnswer(SET, 2);
        owner.setKey(3, lifetime, 0, 8, "k", "it is 7");
        owner.expectKeyAnswer(REFUSED, 3);
        owner.setKey(4, lifetime, 6, 8, "k", "it is 7");
        owner.expectKeyAnswer(REFUSED, 4);
        owner.setKey(5, lifetime, 7, 3, "k", "b");
        owner.expectKeyAnswer(SET, 5);
        owner.setKey(6, lifetime, 7, 8, "k", "it is 3");
        owner.expectKeyAnswer(REFUSED, 6);
        owner.setKey(7, lifetime, 3, 0xffff_fffe, "k", "all 32 bits");
        owner.expectKeyAnswer(SET, 7);
        owner.setKey(8, lifetime, 0x7fff_fffe, 4, "k", "all 32 bits");
        owner.expectKeyAnswer(REFUSED, 8);
        other.expectKeys(key("k", 0xffff_fffeL, "all 32 bits"));

        other.setKey(9, lifetime, 0xffff_fffe, 0xffff_ffff, "k", "anybody may");
        other.expectKeyAnswer(SET, 9);
        owner.expectKeys(key("k", 0xffff_ffffL, "anybody may"));
    }

    @ParameterizedTest
    @ValueSource(ints = {CLIENT_KEY, SESSION_KEY})
    void equalVersionsAreAnsweredOnlyWhenRefused(int lifetime) {
        String board = fresh();
        BoardClient owner = join(board);
        BoardClient other = join(board);

        owner.setKey(1, lifetime, 0, 0, "pointer", "a");
        owner.setKey(2, lifetime, 0, 0, "pointer", "b");
        owner.setKey(3, lifetime, 5, 5, "pointer", "c");

        owner.expectKeyAnswer(REFUSED, 3);
        other.expectKeys(key("pointer", 0, "b"));
    }

    @Test
    void nobodyIsToldOfARefusedKey() {
        String board = fresh();
        BoardClient owner = join(board);
        BoardClient other = join(board);

        owner.setKey(1, SESSION_KEY, 9, 10, "refused", "x");
        owner.expectKeyAnswer(REFUSED, 1);
        owner.storeKey(0, 1, "set", "y");

        other.expectKeys(key("set", 1, "y"));
        connectAndExpect(board, key("set", 1, "y"));
    }

    @Test
    void clientKeysAndSessionKeysAreJudgedApart() {
        String board = fresh();
        BoardClient client = join(board);

        client.storeKey(0, 4, "same", "session");
        client.holdKey(0, 2, "same", "client");
        client.storeKey(4, 5, "same", "session");
        client.holdKey(2, 3, "same", "client");
    }

    @Test
    void aNewcomerGetsAllKeysAfterTheFirstAppend() {
        String board = boardWith("abc");
        BoardClient owner = join(board);
        owner.storeKey(0, 1, "session", "s");
        owner.holdKey(0, 2, "client", "c");
        owner.storeKey(0, 3, "admins:", "no prefix");

        BoardClient late = connect(Wire.Init.of(2, board));

        late.expectAppend(0, "abc");
        late.expectKeys(key("session", 1, "s"), key("client", 2, "c"), key("admins:", 3, "no prefix"));
        late.expectNothing(3);
    }

    @Test
    void withoutKeysThereIsNoMessage() {
        String board = boardWith("abc");

        join(board).expectNothing(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientKeyGoesWithItsClient(boolean goodbye) {
        String board = fresh();
        BoardClient owner = join(board);
        BoardClient other = join(board);
        owner.holdKey(0, 41, "pointer", "1,2");
        other.expectKeys(key("pointer", 41, "1,2"));

        if (goodbye) {
            owner.socket().frame(true, RawSocket.CLOSE, new byte[] {0x03, (byte) 0xe8});
        } else {
            owner.close();
        }

        other.expectKeys(key("pointer", 42, ""));
        join(board).expectNothing(0);
        other.setKey(1, CLIENT_KEY, 42, 43, "pointer", "x");
        other.expectKeyAnswer(REFUSED, 1);
        other.holdKey(0, 1, "pointer", "x");
    }

    @Test
    void aClientKeyGoesWhenItsClientIsThrownOut() {
        String board = fresh();
        BoardClient owner = join(board);
        BoardClient other = join(board);
        owner.holdKey(0, 1, "pointer", "1,2");
        other.expectKeys(key("pointer", 1, "1,2"));

        owner.send(new byte[] {2});

        owner.expectClosed();
        other.expectKeys(key("pointer", 2, ""));
    }

    @Test
    void aClientKeyThatSomebodyHasTakenOverStays() {
        String board = fresh();
        BoardClient first = join(board);
        BoardClient second = join(board);
        BoardClient watcher = join(board);
        first.holdKey(0, 1, "pen", "first");
        second.expectKeys(key("pen", 1, "first"));
        first.holdKey(0, 1, "left behind", "x");
        second.holdKey(1, 2, "pen", "second");
        watcher.expectKeys(key("pen", 2, "second"), key("left behind", 1, "x"));

        first.close();

        watcher.expectKeys(key("left behind", 2, ""));
        watcher.setKey(1, CLIENT_KEY, 2, 3, "pen", "third");
        watcher.expectKeyAnswer(SET, 1);
        second.expectKeys(key("left behind", 1, "x"), key("left behind", 2, ""), key("pen", 3, "third"));
    }

    @Test
    void aClientKeyThatGoesLeavesTheSessionKeyOfItsName() {
        String board = fresh();
        BoardClient owner = join(board);
        BoardClient other = join(board);
        other.storeKey(0, 9, "same", "session");
        owner.expectKeys(key("same", 9, "session"));
        owner.holdKey(0, 1, "same", "client");

        owner.close();
        other.expectKeys(key("same", 2, ""));

        other.storeKey(9, 10, "same", "session");
        connectAndExpect(board, key("same", 10, "session"));
    }

    @Test
    void sessionKeysOutliveEverybody() {
        String board = fresh();
        BoardClient owner = join(board);
        owner.storeKey(0, 1, "kept", "a");
        owner.storeKey(1, 2, "kept", "b");
        owner.holdKey(0, 1, "gone", "x");
        owner.close();

        connectAndExpect(board, key("kept", 2, "b"));
        BoardClient next = join(board);
        next.expectKeys(key("kept", 2, "b"));
        next.setKey(1, SESSION_KEY, 1, 3, "kept", "stale");
        next.expectKeyAnswer(REFUSED, 1);
        next.storeKey(2, 3, "kept", "c");
    }

    @Test
    void sessionKeysGoWithTheBoard() {
        String board = fresh();
        BoardClient owner = join(board);
        owner.storeKey(0, 1, "key", "a");

        management().delete(board);
        owner.expectErrorAndEnd(1, "does not exist");

        BoardClient next = join(board);
        next.expectNothing(0);
        next.storeKey(0, 1, "key", "b");
    }

    @Test
    void adminKeysNeedTheAdminPermission() {
        String board = fresh();
        BoardClient client = join(board);

        for (int lifetime : new int[] {CLIENT_KEY, SESSION_KEY}) {
            client.setKey(1, lifetime, 0, 1, "admin:page", "x");
            client.expectKeyAnswer(REFUSED, 1);
            client.setKey(2, lifetime, 0, 0, "admin:", "x");
            client.expectKeyAnswer(REFUSED, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Admin:x", "ADMIN:x", "admin", "administrator:", " admin:", "xadmin:x"})
    void onlyThatPrefixInThatCaseIsReserved(String name) {
        join(fresh()).storeKey(0, 1, name, "x");
    }

    @Test
    void namesAndValuesMayBeEmptyUnicodeAndLong() {
        String board = fresh();
        BoardClient client = join(board);
        String name = "n\u00e4me \ud83d\ude00";
        String longValue = "v".repeat(200_000);

        client.storeKey(0, 1, "", "no name");
        client.storeKey(0, 1, name, "");
        client.storeKey(0, 1, "long", longValue);

        connectAndExpect(board, key("", 1, "no name"), key(name, 1, ""), key("long", 1, longValue));
    }

    @Test
    void bytesAfterTheValueAreIgnored() {
        BoardClient client = join(fresh());

        client.send(Wire.concat(Wire.setKey(3, SESSION_KEY, 0, 1, "k", utf8("v")), utf8("rest")));

        client.expectKeyAnswer(SET, 3);
    }

    @Test
    void aSetKeyThatIsTooShortCloses() {
        byte[] message = Wire.setKey(3, SESSION_KEY, 0, 1, "k", utf8("v"));
        for (int length = 2; length < message.length; length++) {
            BoardClient client = join(fresh());

            client.send(Arrays.copyOf(message, length));

            client.expectClosed();
        }
    }

    @ParameterizedTest
    @CsvSource({"13, 6", "13, 2147483647", "13, -1", "18, 2", "18, 2147483647", "18, -2147483648"})
    void aLengthThatRunsPastTheEndCloses(int position, int length) {
        byte[] message = Wire.setKey(3, SESSION_KEY, 0, 1, "k", utf8("v"));
        ByteBuffer.wrap(message).putInt(position, length);
        BoardClient client = join(fresh());

        client.send(message);

        client.expectClosed();
    }

    @Test
    void aNameThatIsNoUtf8Closes() {
        byte[] message = Wire.setKey(3, SESSION_KEY, 0, 1, "k", utf8("v"));
        message[17] = (byte) 0xff;
        BoardClient client = join(fresh());

        client.send(message);

        client.expectClosed();
    }

    @Test
    void theLatestValueOfManyArrives() {
        String board = fresh();
        BoardClient owner = join(board);
        BoardClient other = join(board);

        for (int i = 0; i < 2_000; i++) {
            owner.setKey(i, CLIENT_KEY, 0, 0, "pointer", "at " + i);
        }
        for (int i = 0; i < 200; i++) {
            owner.setKey(i, SESSION_KEY, i, i + 1, "page", "page " + i);
        }

        other.expectKeys(key("pointer", 0, "at 1999"), key("page", 200, "page 199"));
    }

    @Test
    void settingAKeyToWhatAnotherSetMeanwhileIsRefused() {
        String board = fresh();
        BoardClient first = join(board);
        BoardClient second = join(board);
        first.storeKey(0, 1, "k", "first");

        second.setKey(5, SESSION_KEY, 0, 1, "k", "second");

        second.expectKeys(key("k", 1, "first"));
        second.expectKeyAnswer(REFUSED, 5);
    }

    private void connectAndExpect(String board, Received.Key... keys) {
        BoardClient client = join(board);
        client.expectKeys(keys);
    }

    private static Received.Key key(String name, long version, String value) {
        return new Received.Key(name, version, value);
    }
}
