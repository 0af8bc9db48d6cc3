package dev.coterie.zwibbler.conformance;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.coterie.zwibbler.conformance.Wire.noise;
import static dev.coterie.zwibbler.conformance.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;

/** Transport, framing and layouts: sections 2 and 3. */
abstract class FramingConformance extends BoardServer {

    private static final int DEFAULT_MAXIMUM = 102_400;
    private static final long NEVER_CUT = 0xffff_ffffL;
    private static final int LEAST_MAXIMUM = 16;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theServerWritesTheFormOfTheClientsVersion(int version) {
        String board = boardWith("abc");
        BoardClient client = join(Wire.Init.of(version, board));

        join(board).store(3, "de");

        client.expectAppend(3, "de");
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "2, 3", "3, 2", "3, 3"})
    void theServerReadsEitherFormOfAppend(int version, int form) {
        String board = boardWith("abc");
        BoardClient client = join(Wire.Init.of(version, board));
        BoardClient other = join(Wire.Init.of(3, board));

        client.send(Wire.append(form, 3, "de"));

        client.expectStored(5);
        other.expectAppend(3, "de");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 0x0200, 0xffff})
    void otherVersionsCloseWithoutAMessage(int version) {
        connect(Wire.Init.of(version, fresh())).expectClosed();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 17, 1_000, 102_400})
    void theServerPutsPartsTogetherWhereverTheyWereCut(int size) {
        String board = fresh();
        byte[] data = noise(size < 1_000 ? 500 : 300_000);
        RawSocket socket = socket();

        socket.send(Wire.cut(Wire.Init.of(2, board).data(data).bytes(), size, size));

        assertThat(socket.receive().append().offset()).isEqualTo(data.length);
        socket.send(Wire.cut(Wire.append(2, data.length, data), 2, size));
        assertThat(socket.receive().answer()).isEqualTo(new Received.Answer(1, 2L * data.length));
        assertThat(management().dump(board).body()).isEqualTo(Wire.concat(data, data));
    }

    @Test
    void partsMayBeEmpty() {
        String board = fresh();
        BoardClient client = join(board);

        byte[] append = Wire.append(2, 0, "abc");
        append[1] = 1;
        client.send(append);
        client.send(Wire.part(true, new byte[0]));
        client.send(Wire.part(true, utf8("de")));
        client.send(Wire.part(false, new byte[0]));

        client.expectStored(5);
        assertThat(management().dump(board).text()).isEqualTo("abcde");
    }

    @Test
    void aPartOfLessThanTwoBytesCloses() {
        BoardClient client = join(fresh());
        byte[] append = Wire.append(2, 0, "abc");
        append[1] = 1;
        client.send(append);

        client.send(new byte[] {(byte) 0xff});

        client.expectClosed();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02, 0x04, 0x05, 0x01, 0x81, 0x77})
    void aFurtherPartOfAnotherTypeCloses(int type) {
        BoardClient client = join(fresh());
        byte[] append = Wire.append(2, 0, "abc");
        append[1] = 1;
        client.send(append);

        byte[] other = Wire.append(2, 0, "abc");
        other[0] = (byte) type;
        client.send(other);

        client.expectClosed();
    }

    @Test
    void aStrayContinuationIsIgnored() {
        BoardClient client = join(fresh());

        client.send(Wire.part(false, utf8("abc")));

        client.store(0, "a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x06, 0x7f, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0xfe})
    void unknownTypesAreIgnored(int type) {
        BoardClient client = join(fresh());

        client.send(new byte[] {(byte) type, 0});
        byte[] longer = noise(300);
        longer[0] = (byte) type;
        longer[1] = 0;
        client.send(longer);
        client.socket().send(Wire.cut(longer, 50, 50));

        client.store(0, "a");
    }

    @Test
    void aSecondInitIsIgnored() {
        String other = boardWith("other");
        String board = fresh();
        BoardClient client = join(board);

        client.send(Wire.Init.of(2, other).bytes());

        client.store(0, "a");
        assertThat(management().dump(board).text()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aMessageOfLessThanTwoBytesCloses(int length) {
        BoardClient client = join(fresh());

        client.send(Arrays.copyOf(new byte[] {2}, length));

        client.expectClosed();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 16, 17, 31, 100, 1_023, 65_536, DEFAULT_MAXIMUM, 200_001, NEVER_CUT})
    void noPartIsLongerThanTheClientsMaximum(long maximum) {
        byte[] contents = noise(maximum > 0 && maximum < 1_000 ? 3_001 : 400_001);
        String board = boardWith(contents);
        long bound = maximum == 0 ? DEFAULT_MAXIMUM : maximum;
        for (int version = 2; version <= 3; version++) {
            BoardClient client = connect(Wire.Init.of(version, board).maximum(maximum));

            List<byte[]> parts = parts(client);

            assertThat(parts)
                    .allSatisfy(part ->
                            assertThat(part.length).isLessThanOrEqualTo((int) Math.min(bound, Integer.MAX_VALUE)));
            Received.Append append = whole(parts).append();
            assertThat(append.data()).isEqualTo(contents);
            assertThat(append.offset()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 15})
    void aMaximumThatLeavesNoRoomIsRaised(long maximum) {
        String board = boardWith(noise(1_000));
        BoardClient client = connect(Wire.Init.of(2, board).maximum(maximum));

        List<byte[]> parts = parts(client);

        assertThat(parts).allSatisfy(part -> assertThat(part.length).isLessThanOrEqualTo(LEAST_MAXIMUM));
        assertThat(whole(parts).append().data()).isEqualTo(noise(1_000));
        join(board).store(1_000, "x".repeat(100));
        client.expectAppend(1_000, "x".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 1_000, DEFAULT_MAXIMUM})
    void aMessageOfExactlyTheMaximumIsWhole(int maximum) {
        String board = fresh();
        BoardClient client = join(Wire.Init.of(2, board).maximum(maximum));
        BoardClient other = join(board);
        byte[] exact = noise(maximum - 10);

        other.append(0, exact);

        assertThat(parts(client)).hasSize(1);
        other.append(exact.length, noise(exact.length + 1));
        List<byte[]> parts = parts(client);
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0)).hasSize(maximum);
        assertThat(whole(parts).append().data()).isEqualTo(noise(exact.length + 1));
    }

    @Test
    void theMaximumCutsEverythingThatTheServerSendsAndBindsNobodyElse() {
        String board = fresh();
        BoardClient small = join(Wire.Init.of(3, board).maximum(20));
        BoardClient large = join(Wire.Init.of(3, board).maximum(NEVER_CUT));
        BoardClient writer = join(board);
        byte[] data = noise(300_000);

        writer.append(0, data);
        writer.send(Wire.broadcast(noise(500)));
        writer.setKey(1, Wire.SESSION_KEY, 0, 1, "k", "v".repeat(100));

        for (BoardClient client : List.of(small, large)) {
            int bound = client == small ? 20 : Integer.MAX_VALUE;
            List<byte[]> append = parts(client);
            List<byte[]> broadcast = parts(client);
            List<byte[]> keys = parts(client);
            assertThat(append).allSatisfy(part -> assertThat(part.length).isLessThanOrEqualTo(bound));
            assertThat(whole(append).append().data()).isEqualTo(data);
            assertThat(broadcast).allSatisfy(part -> assertThat(part.length).isLessThanOrEqualTo(bound));
            assertThat(whole(broadcast).broadcast()).isEqualTo(noise(500));
            assertThat(keys).allSatisfy(part -> assertThat(part.length).isLessThanOrEqualTo(bound));
            assertThat(whole(keys).keys()).containsExactly(new Received.Key("k", 1, "v".repeat(100)));
        }
    }

    @Test
    void aClientThatNeverCutsGetsAnAppendWhole() {
        String board = fresh();
        BoardClient client = join(Wire.Init.of(2, board).maximum(NEVER_CUT));

        join(board).append(0, noise(300_000));

        assertThat(client.socket().nextMessage()).hasSize(300_010);
    }

    @Test
    void aSingleMessageOfManyMegabytesWorks() {
        String board = fresh();
        byte[] data = noise(9 << 20);
        BoardClient client = join(Wire.Init.of(2, board).data(data));

        client.append(data.length, data);

        client.expectStored(2L * data.length);
        assertThat(join0(board).data()).isEqualTo(Wire.concat(data, data));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 5_000})
    void fragmentsOfTheWebSocketAreAnotherThing(int size) {
        String board = fresh();
        byte[] data = noise(size == 1 ? 100 : 20_000);
        RawSocket socket = socket();

        fragmented(socket, Wire.Init.of(2, board).bytes(), 1);
        socket.receive();
        for (byte[] part : Wire.cut(Wire.append(2, 0, data), 1_000, 1_000)) {
            fragmented(socket, part, size);
        }

        assertThat(socket.receive().answer()).isEqualTo(new Received.Answer(1, data.length));
        assertThat(management().dump(board).body()).isEqualTo(data);
    }

    @Test
    void pingsAreAnsweredAtAnyTime() {
        RawSocket socket = socket();
        ping(socket, "before the init");
        byte[] init = Wire.Init.of(2, fresh()).bytes();
        List<byte[]> parts = Wire.cut(init, 12, 12);
        socket.send(parts.get(0));
        ping(socket, "between its parts");
        socket.frame(false, RawSocket.BINARY, Arrays.copyOf(parts.get(1), 5));
        ping(socket, "between fragments");
        socket.frame(true, RawSocket.CONTINUATION, Arrays.copyOfRange(parts.get(1), 5, parts.get(1).length));
        socket.send(parts.subList(2, parts.size()));
        socket.receive();

        ping(socket, "in the session");
    }

    private static void ping(RawSocket socket, String text) {
        socket.frame(true, RawSocket.PING, utf8(text));
        assertThat(socket.next())
                .isInstanceOfSatisfying(
                        RawSocket.Event.Pong.class,
                        pong -> assertThat(pong.bytes()).isEqualTo(utf8(text)));
    }

    @Test
    void closeFramesAreAnswered() {
        BoardClient client = join(fresh());

        client.socket().frame(true, RawSocket.CLOSE, new byte[] {0x03, (byte) 0xe8});

        assertThat(client.expectClosed()).isEqualTo(1000);
    }

    @Test
    void anyOriginMayComeWhenBoardsAreOpen() {
        RawSocket socket = keep(RawSocket.open(port(), "/socket", "Origin: https://elsewhere.example"));

        socket.send(Wire.Init.of(2, fresh()).bytes());

        assertThat(socket.receive().append().data()).isEmpty();
    }

    @Test
    void theUpgradeHeaderHasNoCase() {
        RawSocket socket = keep(RawSocket.handshake(port(), "/socket", "WebSocket"));

        assertThat(socket.statusLine()).contains(" 101");
    }

    @Test
    void compressionIsAnOffer() {
        RawSocket plain = keep(RawSocket.open(port()));
        RawSocket unwanted =
                keep(RawSocket.open(port(), "/socket?compression=0", "Sec-WebSocket-Extensions: permessage-deflate"));
        RawSocket compressed = keep(RawSocket.open(port(), "/socket", "Sec-WebSocket-Extensions: permessage-deflate"));

        assertThat(plain.header("Sec-WebSocket-Extensions")).isNull();
        assertThat(unwanted.header("Sec-WebSocket-Extensions")).isNull();
        assertThat(compressed.header("Sec-WebSocket-Extensions")).startsWith("permessage-deflate");
    }

    @Test
    void aCompressedSessionSaysTheSame() {
        byte[] contents = utf8("compressible ".repeat(30_000));
        String board = boardWith(contents);
        RawSocket socket = keep(RawSocket.open(port(), "/socket", "Sec-WebSocket-Extensions: permessage-deflate"));

        socket.send(Wire.Init.of(2, board).bytes());

        assertThat(socket.receive().append().data()).isEqualTo(contents);
        join(board).store(contents.length, "and more ".repeat(100));
        assertThat(socket.receive().append().text()).isEqualTo("and more ".repeat(100));
    }

    private Received.Append join0(String board) {
        return connect(Wire.Init.of(2, board)).expectAppend();
    }

    private static void fragmented(RawSocket socket, byte[] message, int size) {
        for (int from = 0; from < message.length; from += size) {
            int to = Math.min(from + size, message.length);
            socket.frame(
                    to == message.length,
                    from == 0 ? RawSocket.BINARY : RawSocket.CONTINUATION,
                    Arrays.copyOfRange(message, from, to));
        }
    }

    /** The web socket messages that make up the next message. */
    private static List<byte[]> parts(BoardClient client) {
        List<byte[]> parts = new ArrayList<>();
        byte[] part = client.socket().nextMessage();
        parts.add(part);
        while (part[1] != 0) {
            part = client.socket().nextMessage();
            assertThat(part[0] & 0xff).isEqualTo(Wire.CONTINUATION);
            parts.add(part);
        }
        return parts;
    }

    private static Received whole(List<byte[]> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(parts.get(0));
        parts.subList(1, parts.size()).forEach(part -> whole.write(part, 2, part.length - 2));
        byte[] bytes = whole.toByteArray();
        bytes[1] = 0;
        return new Received(bytes);
    }
}
