package dev.coterie.zwibbler.conformance;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.coterie.zwibbler.conformance.Wire.noise;
import static org.assertj.core.api.Assertions.assertThat;

/** Appends and broadcasts in a session: sections 5.1 and 5.3. */
abstract class AppendConformance extends BoardServer {

    @ParameterizedTest
    @CsvSource({"2, 2", "2, 3", "3, 2", "3, 3"})
    void anAppendIsAcknowledgedAndGoesToTheOthers(int writes, int reads) {
        String board = boardWith("abc");
        BoardClient writer = join(Wire.Init.of(writes, board));
        BoardClient reader = join(Wire.Init.of(reads, board));

        writer.append(3, "def");

        writer.expectStored(6);
        reader.expectAppend(3, "def");
        connect(Wire.Init.of(2, board)).expectAppend(0, "abcdef");
    }

    @Test
    void theSenderGetsNoCopy() {
        String board = fresh();
        BoardClient writer = join(board);

        writer.store(0, "abc");

        writer.expectNothing(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 4, 1_000, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void aWrongOffsetIsRefusedWithTheTrueLength(long offset) {
        String board = boardWith("abc");
        BoardClient writer = join(board);
        BoardClient reader = join(board);

        writer.append(offset, "x");

        writer.expectWrongOffset(3);
        writer.mark();
        reader.expectMark();
        assertThat(management().dump(board).text()).isEqualTo("abc");
    }

    @Test
    void pipelinedAppendsAreJudgedOneByOne() {
        String board = fresh();
        BoardClient writer = join(board);
        BoardClient reader = join(board);

        writer.append(0, "ab");
        writer.append(0, "wrong");
        writer.append(2, "cd");
        writer.append(3, "wrong");
        writer.append(4, "");
        writer.append(4, "ef");

        writer.expectStored(2);
        writer.expectWrongOffset(2);
        writer.expectStored(4);
        writer.expectWrongOffset(4);
        writer.expectStored(4);
        writer.expectStored(6);
        reader.expectAppend(0, "ab");
        reader.expectAppend(2, "cd");
        reader.expectAppend(4, "");
        reader.expectAppend(4, "ef");
    }

    @Test
    void thousandsOfPipelinedAppendsAreAnsweredInOrder() {
        String board = fresh();
        BoardClient writer = join(board);
        BoardClient reader = join(board);
        int count = 3_000;

        for (int i = 0; i < count; i++) {
            writer.append(i * 4L, String.format("%04d", i));
        }

        for (int i = 0; i < count; i++) {
            writer.expectStored(i * 4L + 4);
            reader.expectAppend(i * 4L, String.format("%04d", i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anEmptyAppendIsAnAppend(int version) {
        String board = boardWith("abc");
        BoardClient writer = join(Wire.Init.of(version, board));
        BoardClient reader = join(board);

        writer.append(3, "");

        writer.expectStored(3);
        reader.expectAppend(3, "");
    }

    @Test
    void anEmptyAppendAtAWrongOffsetIsRefused() {
        BoardClient writer = join(boardWith("abc"));

        writer.append(2, "");

        writer.expectWrongOffset(3);
    }

    @Test
    void whoIsRefusedHasWhatItMissedAndMayRetryAtOnce() {
        String board = fresh();
        BoardClient fast = join(board);
        BoardClient slow = join(board);
        fast.store(0, "fast");

        slow.append(0, "slow");

        slow.expectAppend(0, "fast");
        slow.expectWrongOffset(4);
        slow.append(4, "slow");
        slow.expectStored(8);
        fast.expectAppend(4, "slow");
    }

    @ParameterizedTest
    @CsvSource({"2, 10", "3, 14"})
    void anAppendThatIsTooShortCloses(int form, int header) {
        for (int length = 2; length < header; length++) {
            BoardClient client = join(fresh());

            client.send(Arrays.copyOf(Wire.append(form, 0, ""), length));

            client.expectClosed();
        }
    }

    @Test
    void whatIsStoredIsBytesOfAllValues() {
        String board = fresh();
        BoardClient writer = join(board);
        byte[] data = noise(70_000);

        writer.append(0, data);
        writer.expectStored(70_000);
        writer.append(70_000, data);
        writer.expectStored(140_000);

        assertThat(management().dump(board).body()).isEqualTo(Wire.concat(data, data));
    }

    @Test
    void theBoardStaysWhenEverybodyHasLeft() {
        String board = fresh();
        BoardClient writer = join(board);
        writer.store(0, "abc");
        writer.close();

        BoardClient next = connect(Wire.Init.of(2, board).mode(Wire.NEVER_CREATE));

        next.expectAppend(0, "abc");
        next.store(3, "def");
    }

    @Test
    void aBroadcastGoesToTheOthersAndIsNotStored() {
        String board = boardWith("abc");
        BoardClient sender = join(board);
        BoardClient second = join(Wire.Init.of(2, board));
        BoardClient third = join(Wire.Init.of(3, board));

        sender.broadcast("look here");

        second.expectBroadcast("look here");
        third.expectBroadcast("look here");
        sender.expectNothing(3);
        BoardClient late = join(board);
        late.expectNothing(3);
    }

    @Test
    void aBroadcastMayBeEmptyOrLong() {
        String board = fresh();
        BoardClient sender = join(board);
        BoardClient reader = join(board);

        sender.broadcast("");
        sender.send(Wire.broadcast(noise(500_000)));

        assertThat(reader.receive().broadcast()).isEmpty();
        assertThat(reader.receive().broadcast()).isEqualTo(noise(500_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void aBroadcastThatIsTooShortCloses(int length) {
        BoardClient client = join(fresh());

        client.send(Arrays.copyOf(Wire.broadcast(new byte[0]), length));

        client.expectClosed();
    }

    @Test
    void aBroadcastSaysItsTrueLengthWhateverTheSenderSaid() {
        String board = fresh();
        BoardClient sender = join(board);
        BoardClient reader = join(board);
        byte[] message = Wire.broadcast(noise(10));
        message[5] = 3;

        sender.send(message);
        sender.mark();

        // Received checks the length against the data; closing the sender instead would be known by the missing mark.
        assertThat(reader.receive().broadcast()).isEqualTo(noise(10));
        reader.expectMark();
    }

    @Test
    void broadcastsAndAppendsOfOneClientArriveInTheirOrder() {
        String board = fresh();
        BoardClient sender = join(board);
        BoardClient reader = join(board);
        int rounds = 500;

        for (int i = 0; i < rounds; i++) {
            sender.append(i, "x");
            sender.broadcast("after " + i);
        }

        for (int i = 0; i < rounds; i++) {
            reader.expectAppend(i, "x");
            reader.expectBroadcast("after " + i);
        }
    }

    @Test
    void boardsKnowNothingOfEachOther() {
        BoardClient first = join(fresh());
        BoardClient second = join(fresh());

        first.store(0, "abc");
        first.broadcast("hello");
        first.storeKey(0, 1, "key", "value");

        second.expectNothing(0);
    }

    @Test
    void aClientThatDoesNotReadDoesNotHoldUpTheOthers() {
        String board = fresh();
        BoardClient writer = join(board);
        BoardClient reader = join(board);
        BoardClient stuck = join(board);
        stuck.socket().pause(true);
        byte[] data = noise(1 << 20);

        for (int i = 0; i < 40; i++) {
            writer.append((long) i * data.length, data);
            writer.expectStored((i + 1L) * data.length);
            assertThat(reader.expectAppend().end()).isEqualTo((i + 1L) * data.length);
        }
        stuck.socket().pause(false);
    }
}
