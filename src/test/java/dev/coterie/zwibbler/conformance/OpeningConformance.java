package dev.coterie.zwibbler.conformance;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.coterie.zwibbler.conformance.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;

/** Waiting for init, and opening the document: sections 4.1 and 4.2. */
abstract class OpeningConformance extends BoardServer {

    private static final int MOST_CHARACTERS = 512;

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1", "3, 0", "3, 1"})
    void anExistingBoardIsOpened(int version, int mode) {
        String board = boardWith("abc");

        connect(Wire.Init.of(version, board).mode(mode).data("ignored")).expectAppend(0, "abc");

        assertThat(management().dump(board).text()).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void alwaysCreateRefusesAnExistingBoard(int version) {
        String board = boardWith("abc");

        connect(Wire.Init.of(version, board).mode(Wire.ALWAYS_CREATE).data("x")).expectErrorAndEnd(2, "already exists");

        assertThat(management().dump(board).text()).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 2", "3, 0", "3, 2"})
    void aMissingBoardIsCreatedWithTheInitialData(int version, int mode) {
        String board = fresh();

        BoardClient creator = connect(Wire.Init.of(version, board).mode(mode).data("hello"));

        creator.expectAppend(5, "");
        connect(Wire.Init.of(version, board).mode(Wire.NEVER_CREATE)).expectAppend(0, "hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void neverCreateRefusesAMissingBoard(int version) {
        String board = fresh();

        connect(Wire.Init.of(version, board).mode(Wire.NEVER_CREATE).data("x")).expectErrorAndEnd(1, "does not exist");

        assertThat(management().check(board).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 127, 255})
    void unknownModesCreateNothing(int mode) {
        String board = fresh();

        Received answer = connect(Wire.Init.of(2, board).mode(mode).data("x")).receive();

        assertThat(answer.error().code()).isIn(0, 1, 4);
        assertThat(management().check(board).status()).isEqualTo(404);
    }

    @Test
    void anEmptyBoardIsABoard() {
        String board = fresh();
        join(board);

        connect(Wire.Init.of(2, board).mode(Wire.NEVER_CREATE)).expectAppend(0, "");
        connect(Wire.Init.of(2, board).mode(Wire.ALWAYS_CREATE)).expectErrorAndEnd(2, "already exists");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 1_000, -1, Long.MIN_VALUE})
    void theOffsetOfACreatorIsIgnored(long offset) {
        connect(Wire.Init.of(2, fresh()).offset(offset).data("hello")).expectAppend(5, "");
    }

    @ParameterizedTest
    @CsvSource({"2, 0, abcde", "2, 1, bcde", "2, 4, e", "2, 5, ''", "3, 0, abcde", "3, 2, cde", "3, 5, ''"})
    void theFirstAppendBeginsAtTheOffsetAndIsAlwaysSent(int version, long offset, String expected) {
        String board = boardWith("abcde");

        BoardClient client = connect(Wire.Init.of(version, board).offset(offset));

        client.expectAppend(offset, expected);
        client.expectNothing(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 1_000, 0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void anOffsetBeyondTheEndIsRefused(long offset) {
        String board = boardWith("abcde");

        connect(Wire.Init.of(2, board).offset(offset)).expectErrorAndEnd(3, "invalid offset");
        connect(Wire.Init.of(3, board).offset(offset)).expectErrorAndEnd(3, "invalid offset");
    }

    @Test
    void theOffsetMayBeInsideWhatWasAppendedWhileOthersAreThere() {
        String board = boardWith("abc");
        BoardClient writer = join(board);
        writer.store(3, "defg");
        writer.store(7, "hij");

        for (int offset = 0; offset <= 10; offset++) {
            connect(Wire.Init.of(2, board).offset(offset)).expectAppend(offset, "abcdefghij".substring(offset));
        }
    }

    @Test
    void anErrorIsFollowedByACloseFrame() {
        BoardClient client = connect(Wire.Init.of(2, fresh()).mode(Wire.NEVER_CREATE));
        client.expectError(1, "does not exist");

        assertThat(client.expectClosed()).isNotEqualTo(RawSocket.NO_GOODBYE);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anInitThatIsTooShortCloses(int version) {
        byte[] init = Wire.Init.of(version, "b").bytes();
        for (int length = 0; length < init.length; length++) {
            RawSocket socket = socket();

            socket.send(Arrays.copyOf(init, length));

            socket.expectClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void aNameThatRunsPastTheEndCloses(int excess) {
        byte[] name = utf8("name");
        RawSocket socket = socket();

        byte[] init = Wire.Init.of(3, "name").bytes();
        ByteBuffer.wrap(init).putInt(21, excess < 0 ? excess : Math.max(excess, excess + name.length));
        socket.send(init);

        socket.expectClosed();
    }

    @Test
    void aNameThatIsNoUtf8Closes() {
        RawSocket socket = socket();

        socket.send(new Wire.Init(2, 0, 0, 0, new byte[] {'a', (byte) 0xc3, '('}, new byte[0]).bytes());

        socket.expectClosed();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x02, 0x03, 0x04, 0x05, 0x80, 0x84, 0xff})
    void anotherFirstMessageCloses(int type) {
        byte[] init = Wire.Init.of(2, fresh()).bytes();
        init[0] = (byte) type;
        RawSocket socket = socket();

        socket.send(init);

        socket.expectClosed();
    }

    @Test
    void anInitInPartsThatIsInterruptedCloses() {
        RawSocket socket = socket();
        socket.send(Wire.cut(Wire.Init.of(2, fresh()).bytes(), 10, 10).get(0));

        socket.send(Wire.append(2, 0, "abc"));

        socket.expectClosed();
    }

    @Test
    void namesAreUnicodeOf255BytesInVersion2AndMoreInVersion3() {
        String longest = "ä\u20ac\ud83d\ude00".repeat(28) + "abc";
        assertThat(utf8(longest)).hasSize(255);
        join(Wire.Init.of(2, longest)).store(0, "abc");

        String longer = longest + "x".repeat(MOST_CHARACTERS - longest.length());
        join(Wire.Init.of(3, longer)).store(0, "de");

        connect(Wire.Init.of(3, longest)).expectAppend(0, "abc");
        connect(Wire.Init.of(3, longer)).expectAppend(0, "de");
        assertThat(management().dump(longer).text()).isEqualTo("de");
    }

    @Test
    void namesDifferInEveryCharacter() {
        String board = fresh();
        join(board).store(0, "first");

        join(board.toUpperCase(java.util.Locale.ROOT)).store(0, "second");
        join(board + " ").store(0, "third");

        connect(Wire.Init.of(2, board)).expectAppend(0, "first");
    }

    @Test
    void namesThatCannotBeStoredAreRefused() {
        for (String name : List.of("x".repeat(MOST_CHARACTERS + 1), "a\0b")) {
            BoardClient creator = connect(Wire.Init.of(3, name).mode(Wire.ALWAYS_CREATE));
            assertThat(creator.receive().error().code()).isZero();
            creator.expectClosed();

            connect(Wire.Init.of(3, name).mode(Wire.NEVER_CREATE)).expectErrorAndEnd(1, "does not exist");
        }
    }

    @Test
    void ofManyWhoAlwaysCreateOneDoes() throws Exception {
        String board = fresh();

        List<Received> answers = allAtOnce(
                12, i -> Wire.Init.of(2, board).mode(Wire.ALWAYS_CREATE).data("creator " + (char) ('a' + i)));

        List<Received> created = answers.stream()
                .filter(answer -> answer.type() == Received.APPEND_2)
                .toList();
        assertThat(created).hasSize(1);
        assertThat(created.get(0).append().offset()).isEqualTo(9);
        assertThat(answers.stream().filter(answer -> answer.type() == Received.ERROR))
                .hasSize(11)
                .allSatisfy(answer -> assertThat(answer.error().code()).isEqualTo(2));
        assertThat(management().dump(board).text()).startsWith("creator ").hasSize(9);
    }

    @Test
    void ofManyWhoPossiblyCreateOneDoesAndTheOthersGetWhatItMade() throws Exception {
        String board = fresh();

        List<Received> answers = allAtOnce(12, i -> Wire.Init.of(2, board).data("creator " + (char) ('a' + i)));

        assertThat(answers.stream().filter(answer -> answer.append().offset() == 9))
                .hasSize(1);
        String contents = management().dump(board).text();
        assertThat(answers.stream().filter(answer -> answer.append().offset() == 0))
                .hasSize(11)
                .allSatisfy(answer -> assertThat(answer.append().text()).isEqualTo(contents));
    }

    private List<Received> allAtOnce(int count, java.util.function.IntFunction<Wire.Init> init) throws Exception {
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(socket());
        }
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Received>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                RawSocket socket = sockets.get(i);
                byte[] message = init.apply(i).bytes();
                answers.add(threads.submit(() -> {
                    socket.send(message);
                    return socket.receive();
                }));
            }
            List<Received> received = new ArrayList<>();
            for (Future<Received> answer : answers) {
                received.add(answer.get());
            }
            return received;
        } finally {
            threads.shutdownNow();
        }
    }
}
