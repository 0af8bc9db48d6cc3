package dev.coterie.zwibbler.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The byte layouts of section 3 of the protocol, spelt out. */
class LayoutTests {

    private static final byte[] DATA = {(byte) 0xca, (byte) 0xfe};

    @Test
    void initOfVersion2() throws Exception {
        Init init = new Init(ProtocolVersion.TWO, 0x01020304L, 2, 0x1122334455667788L, "b\u00e9", DATA);
        expect(init, "01 00 0002 01020304 02 1122334455667788 03 62c3a9 cafe");
    }

    @Test
    void initOfVersion3() throws Exception {
        Init init = new Init(ProtocolVersion.THREE, 0xffffffffL, 0, -1, "x", DATA);
        expect(init, "01 00 0003 ffffffff 00 00000000 ffffffffffffffff 00000001 78 cafe");
    }

    @Test
    void frameLimits() {
        assertThat(limit(0)).isEqualTo(102_400);
        assertThat(limit(1)).isEqualTo(16);
        assertThat(limit(15)).isEqualTo(16);
        assertThat(limit(17)).isEqualTo(17);
        assertThat(limit(0xffffffffL)).isEqualTo(0xffffffffL);
    }

    @Test
    void unknownModesCreateNothing() {
        assertThat(CreationMode.of(0)).isEqualTo(CreationMode.POSSIBLY_CREATE);
        assertThat(CreationMode.of(1)).isEqualTo(CreationMode.NEVER_CREATE);
        assertThat(CreationMode.of(2)).isEqualTo(CreationMode.ALWAYS_CREATE);
        assertThat(CreationMode.of(3)).isEqualTo(CreationMode.NEVER_CREATE);
        assertThat(CreationMode.of(255)).isEqualTo(CreationMode.NEVER_CREATE);
    }

    @Test
    void appends() throws Exception {
        expect(new Append(ProtocolVersion.TWO, 258, DATA), "02 00 0000000000000102 cafe");
        expect(new Append(ProtocolVersion.THREE, -1, DATA), "05 00 00000000 ffffffffffffffff cafe");
        expect(new Append(ProtocolVersion.TWO, 0, new byte[0]), "02 00 0000000000000000");
    }

    @Test
    void appendAnswer() throws Exception {
        expectFromServer(new AppendAnswer(AppendOutcome.NOT_PERMITTED, 3), "81 00 0002 0000000000000003");
    }

    @Test
    void setKey() throws Exception {
        expect(
                new SetKey(0xfffe, Lifetime.SESSION, 1, 0xffffffffL, "k", DATA),
                "03 00 fffe 01 00000001 ffffffff 00000001 6b 00000002 cafe");
        ClientMessage withTail =
                ClientMessage.decode(bytes("03 00 0001 07 00000000 00000001 00000001 6b 00000001 ca fe"));
        assertThat(withTail)
                .usingRecursiveComparison()
                .isEqualTo(new SetKey(1, Lifetime.SESSION, 0, 1, "k", new byte[] {(byte) 0xca}));
    }

    @Test
    void setKeyAnswer() throws Exception {
        expectFromServer(new SetKeyAnswer(true, 0xfffe), "83 00 0001 fffe");
    }

    @Test
    void keyInformation() throws Exception {
        expectFromServer(
                new KeyInformation(List.of(new Key("a", 1, DATA), new Key("b", 0xffffffffL, new byte[0]))),
                "82 00 00000001 00000001 61 00000002 cafe ffffffff 00000001 62 00000000");
    }

    @Test
    void broadcast() throws Exception {
        expect(new Broadcast(DATA), "04 00 00000002 cafe");
        assertThat(ClientMessage.decode(bytes("04 00 ffffffff cafe")))
                .usingRecursiveComparison()
                .isEqualTo(new Broadcast(DATA));
        assertThatThrownBy(() -> ServerMessage.decode(bytes("04 00 00000003 cafe")))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void errors() throws Exception {
        expectFromServer(
                ErrorCode.ACCESS_DENIED.message(),
                "80 00 0004 " + HexFormat.of().formatHex("access denied".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatNobodyKnows() throws Exception {
        for (String type : List.of("00", "06", "7f", "80", "84", "ff")) {
            assertThat(ClientMessage.decode(bytes(type + " 00 cafe")))
                    .isEqualTo(new Unknown(Integer.parseInt(type, 16)));
        }
    }

    @Test
    void malformed() {
        for (String message : List.of(
                "",
                "02",
                "02 00 00000000000000",
                "05 00 00000000 00000000000000",
                "04 00 000000",
                "01 00 0001 00000000 00 0000000000000000 01 78",
                "01 00 0004 00000000 00 0000000000000000 01 78",
                "01 00 0002 00000000 00 0000000000000000 02 78",
                "01 00 0002 00000000 00 0000000000000000 01 ff",
                "01 00 0003 00000000 00 00000000 0000000000000000 ffffffff 78",
                "03 00 0001 00 00000000 00000001 00000001 6b 80000000 ca",
                "03 00 0001 00 00000000 00000001 00000002 6b")) {
            assertThatThrownBy(() -> ClientMessage.decode(bytes(message)))
                    .as(message)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    private static long limit(long wanted) {
        return new Init(ProtocolVersion.TWO, wanted, 0, 0, "", new byte[0]).maxFrameBytes();
    }

    private static void expect(ClientMessage message, String hex) throws MalformedMessageException {
        assertThat(message.encode()).isEqualTo(bytes(hex));
        assertThat(ClientMessage.decode(bytes(hex))).usingRecursiveComparison().isEqualTo(message);
        if (message instanceof ServerMessage both) {
            expectFromServer(both, hex);
        }
    }

    private static void expectFromServer(ServerMessage message, String hex) throws MalformedMessageException {
        assertThat(message.encode()).isEqualTo(bytes(hex));
        assertThat(ServerMessage.decode(bytes(hex))).usingRecursiveComparison().isEqualTo(message);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
