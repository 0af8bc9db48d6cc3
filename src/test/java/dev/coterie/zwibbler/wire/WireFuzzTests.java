package dev.coterie.zwibbler.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random and damaged messages: decoding either succeeds or says that the message is malformed. A run is repeated with
 * {@code -Dcoterie.seed=…}; {@code -Dcoterie.frames=…} says how many.
 */
class WireFuzzTests {

    private static final long SEED = Long.getLong("coterie.seed", System.nanoTime());
    private static final int FRAMES = Integer.getInteger("coterie.frames", 250_000);

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void decodingNeverFailsOtherwise() {
        System.out.println("coterie.seed=" + SEED);
        Reassembler reassembler = new Reassembler(1000);
        int decoded = 0;
        byte[] valid = {};
        for (int i = 0; i < FRAMES; i++) {
            if (i % 8 == 0) {
                valid = random.nextBoolean()
                        ? clientMessage().encode()
                        : serverMessage().encode();
            }
            byte[] frame = i % 4 == 0 ? bytes(40) : mutated(valid);
            try {
                byte[] message = reassembler.add(frame);
                if (message != null) {
                    again(ClientMessage.decode(message));
                    decoded++;
                }
            } catch (MalformedMessageException expected) {
                reassembler = new Reassembler(1000);
            }
            try {
                ServerMessage.decode(frame);
                decoded++;
            } catch (MalformedMessageException expected) {
                // that is what it is for
            }
        }
        assertThat(decoded).isBetween(FRAMES / 20, 2 * FRAMES);
    }

    @Test
    void whatIsEncodedIsDecoded() throws Exception {
        System.out.println("coterie.seed=" + SEED);
        for (int i = 0; i < FRAMES / 25; i++) {
            again(clientMessage());
            ServerMessage message = serverMessage();
            assertThat(ServerMessage.decode(message.encode()).encode()).isEqualTo(message.encode());
        }
    }

    @Test
    void whatIsCutIsPutTogether() throws Exception {
        System.out.println("coterie.seed=" + SEED);
        for (int i = 0; i < FRAMES / 25; i++) {
            byte[] message = new Append(version(), random.nextLong(), bytes(300)).encode();
            int max = random.nextInt(Init.MIN_FRAME_BYTES, 350);
            List<byte[]> frames = Fragments.of(message, max);
            assertThat(frames).allMatch(frame -> frame.length <= max);
            assertThat(frames.size() == 1).isEqualTo(message.length <= max);
            assertThat(together(frames)).isEqualTo(message);
        }
    }

    @Test
    void aStreamIsCutLikeAMessage() throws Exception {
        System.out.println("coterie.seed=" + SEED);
        for (int i = 0; i < FRAMES / 25; i++) {
            Append append = new Append(version(), random.nextLong(), bytes(300));
            int max = random.nextInt(Init.MIN_FRAME_BYTES, 350);
            AppendStream stream = new AppendStream(append.form(), append.offset(), append.data().length, max);
            List<byte[]> frames = new ArrayList<>();
            for (int position = 0; position < append.data().length; ) {
                int end = Math.min(append.data().length, position + random.nextInt(1, 100));
                frames.addAll(stream.add(Arrays.copyOfRange(append.data(), position, end)));
                position = end;
            }
            frames.add(stream.finish());
            assertThat(together(frames)).isEqualTo(append.encode());
            assertThat(frames).containsExactlyElementsOf(Fragments.of(append.encode(), max));
        }
    }

    @Test
    void aStreamMayEndEarly() throws Exception {
        AppendStream stream = new AppendStream(ProtocolVersion.TWO, 7, 100, 20);
        List<byte[]> frames = new ArrayList<>(stream.add(new byte[33]));
        frames.add(stream.finish());
        assertThat(together(frames)).isEqualTo(new Append(ProtocolVersion.TWO, 7, new byte[33]).encode());
    }

    private static void again(ClientMessage message) throws MalformedMessageException {
        byte[] encoded = message.encode();
        byte[] twice = ClientMessage.decode(encoded).encode();
        // Asserting each time would take longer than decoding.
        if (!Arrays.equals(twice, encoded)) {
            assertThat(twice).isEqualTo(encoded);
        }
    }

    private static byte[] together(List<byte[]> frames) throws MalformedMessageException {
        Reassembler reassembler = new Reassembler(10_000);
        for (byte[] frame : frames.subList(0, frames.size() - 1)) {
            assertThat(reassembler.add(frame)).isNull();
        }
        return Objects.requireNonNull(reassembler.add(frames.get(frames.size() - 1)));
    }

    private byte[] mutated(byte[] valid) {
        byte[] frame = valid.clone();
        int mutations = random.nextInt(4);
        for (int i = 0; i < mutations && frame.length > 0; i++) {
            switch (random.nextInt(4)) {
                case 0 -> frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
                case 1 -> frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> frame = Arrays.copyOf(frame, random.nextInt(frame.length + 1));
                default -> {
                    ByteArrayOutputStream longer = new ByteArrayOutputStream();
                    int at = random.nextInt(frame.length);
                    longer.write(frame, 0, at);
                    longer.writeBytes(bytes(8));
                    longer.write(frame, at, frame.length - at);
                    frame = longer.toByteArray();
                }
            }
        }
        return frame;
    }

    private ClientMessage clientMessage() {
        return switch (random.nextInt(5)) {
            case 0 -> new Init(version(), unsignedInt(), random.nextInt(256), random.nextLong(), text(), bytes(20));
            case 1 -> new Append(version(), random.nextLong(), bytes(40));
            case 2 ->
                new SetKey(
                        random.nextInt(65_536),
                        random.nextBoolean() ? Lifetime.CLIENT : Lifetime.SESSION,
                        unsignedInt(),
                        unsignedInt(),
                        text(),
                        bytes(30));
            case 3 -> new Broadcast(bytes(30));
            default -> new Unknown(0x84);
        };
    }

    private ServerMessage serverMessage() {
        return switch (random.nextInt(6)) {
            case 0 -> new Append(version(), random.nextLong(), bytes(40));
            case 1 -> new AppendAnswer(AppendOutcome.values()[random.nextInt(3)], random.nextLong());
            case 2 -> new SetKeyAnswer(random.nextBoolean(), random.nextInt(65_536));
            case 3 ->
                new KeyInformation(List.of(new Key(text(), unsignedInt(), bytes(9)), new Key(text(), 1, bytes(9))));
            case 4 -> new Broadcast(bytes(30));
            default -> new ErrorMessage(random.nextInt(65_536), text());
        };
    }

    private ProtocolVersion version() {
        return random.nextBoolean() ? ProtocolVersion.TWO : ProtocolVersion.THREE;
    }

    private long unsignedInt() {
        return random.nextLong(1L << 32);
    }

    private String text() {
        int[] points = random.ints(random.nextInt(12), 1, 0xd800).toArray();
        return new String(points, 0, points.length);
    }

    private byte[] bytes(int max) {
        byte[] bytes = new byte[random.nextInt(max)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
