package dev.coterie.zwibbler.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.DocumentId;
import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveKind;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.Grant;
import dev.coterie.zwibbler.wire.ErrorCode;
import dev.coterie.zwibbler.wire.ErrorMessage;
import dev.coterie.zwibbler.wire.Key;
import dev.coterie.zwibbler.wire.Lifetime;
import dev.coterie.zwibbler.wire.ProtocolVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What happens to a client around its appends. */
class BoardSessionTests {

    private static final int ALWAYS = 2;
    private static final int NEVER = 1;

    private final BoardWorld world = new BoardWorld();
    private int clients;

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theCreatorHasItsDataAlready() {
        SimulatedClient creator = client("board");
        creator.connect(ALWAYS, bytes("begin"));
        eventually(creator, () -> assertThat(world.stored("board").length()).isEqualTo(5));
        SimulatedClient reader = client("board");
        reader.connect(NEVER, new byte[0]);
        eventually(reader, () -> assertThat(reader.bytes()).isEqualTo(bytes("begin")));
    }

    @Test
    void refusalsSayWhy() {
        expectRefusal(client("missing"), NEVER, ErrorCode.DOES_NOT_EXIST);
        expectRefusal(client("denied"), 0, ErrorCode.ACCESS_DENIED);
        expectRefusal(client("unknown mode"), 3, ErrorCode.DOES_NOT_EXIST);
        expectRefusal(client("x".repeat(513)), 0, ErrorCode.UNSPECIFIED);
        expectRefusal(client("x".repeat(513)), NEVER, ErrorCode.DOES_NOT_EXIST);
        open("there");
        expectRefusal(client("there"), ALWAYS, ErrorCode.ALREADY_EXISTS);
        world.tokens.put("reader", new Grant("nothing", "ann", Permissions.of("r")));
        expectRefusal(client("reader"), 0, ErrorCode.ACCESS_DENIED);
        expectRefusal(client("reader"), ALWAYS, ErrorCode.ACCESS_DENIED);
        expectRefusal(client("reader"), NEVER, ErrorCode.DOES_NOT_EXIST);
        assertThat(world.running.boards.connectedUsers("nothing")).isEmpty();
    }

    @Test
    void whoSaysNothingIsClosed() {
        SimulatedClient.Wire wire = new SimulatedClient.Wire();
        world.connect(wire);
        Awaitility.await().until(wire::isClosed);
    }

    @Test
    void anUnfinishedInitIsNoInit() {
        SimulatedClient.Wire wire = new SimulatedClient.Wire();
        world.connect(wire).received(new byte[] {1, 1, 0, 2});
        Awaitility.await().until(wire::isClosed);
    }

    @Test
    void deletionIsInEffectWhenItIsDone() {
        SimulatedClient client = open("board");
        client.append(bytes("abc"));
        eventually(client, () -> assertThat(client.stored).isOne());
        assertThat(world.running
                        .boards
                        .delete("board", "")
                        .toCompletableFuture()
                        .join())
                .isTrue();
        assertThat(world.running.boards.length("board").toCompletableFuture().join())
                .isEmpty();
        eventually(client, () -> assertThat(client.isClosed()).isTrue());
        assertThat(client.errors.peek()).isEqualTo(ErrorCode.DOES_NOT_EXIST.message());
        assertThat(world.running
                        .boards
                        .delete("board", "")
                        .toCompletableFuture()
                        .join())
                .isFalse();
        Awaitility.await().until(() -> world.running.idle.equals(List.of("board")));
        expectRefusal(client("board"), NEVER, ErrorCode.DOES_NOT_EXIST);
        open("board");
    }

    @Test
    void changedPermissionsCountFromTheNextMessage() {
        world.tokens.put("token", new Grant("board", "ann", Permissions.READ_WRITE));
        SimulatedClient client = open("token");
        change("ann", "r");
        client.append(bytes("x"));
        eventually(client, () -> assertThat(client.refusals).isOne());
        change("ann", "rw");
        client.append(bytes("x"));
        eventually(client, () -> assertThat(client.stored).isOne());
        change("ann", "");
        eventually(client, () -> assertThat(client.isClosed()).isTrue());
        assertThat(client.errors.peek()).isEqualTo(ErrorCode.ACCESS_DENIED.message());
        assertThat(world.running.boards.connectedUsers("board")).isEmpty();
    }

    @Test
    void whoIsJustJoiningIsCaughtByAChange() {
        world.tokens.put("token", new Grant("board", "ann", Permissions.READ_WRITE));
        CompletableFuture<Void> held = new CompletableFuture<>();
        world.lookups = held;
        SimulatedClient client = client("token");
        client.connect(0, new byte[0]);
        Awaitility.await().until(() -> world.waitingLookups.get() == 1);
        world.lookups = CompletableFuture.completedFuture(null);
        world.tokens.put("token", new Grant("board", "ann", Permissions.NONE));
        change("ann", "");
        held.complete(null);
        eventually(client, () -> assertThat(client.isClosed()).isTrue());
        assertThat(client.errors.peek()).isEqualTo(ErrorCode.ACCESS_DENIED.message());
    }

    @Test
    void nobodyDrawsOnAReadOnlyBoard() {
        SimulatedClient client = open("board");
        client.append(bytes("abc"));
        eventually(client, () -> assertThat(client.stored).isOne());
        assertThat(readOnly("board", true)).isTrue();
        eventually(client, () -> assertThat(client.isClosed()).isTrue());
        client.drop();

        SimulatedClient reader = open("board");
        reader.append(bytes("x"));
        eventually(reader, () -> assertThat(reader.refusals).isOne());
        reader.setKey("kept", Lifetime.SESSION, bytes("1"));
        reader.setKey("cursor", Lifetime.CLIENT, bytes("1"));
        SimulatedClient other = open("board");
        eventually(other, () -> assertThat(other.bytes()).isEqualTo(bytes("abc")));
        assertThat(other.keys).doesNotContainKey("kept");
        assertThat(length("board")).contains(3L);

        assertThat(readOnly("board", false)).isTrue();
        eventually(other, () -> assertThat(other.isClosed()).isTrue());
        SimulatedClient writer = open("board");
        writer.append(bytes("d"));
        eventually(writer, () -> assertThat(writer.stored).isOne());
        assertThat(readOnly("missing", true)).isFalse();
    }

    @Test
    void deletedBoardComesBackFromTheTrash() {
        SimulatedClient client = open("board");
        client.append(bytes("abc"));
        eventually(client, () -> assertThat(client.stored).isOne());
        DocumentId id = world.stored("board").record().id();
        world.running.boards.delete("board", "ann").toCompletableFuture().join();
        client.drop();
        SimulatedClient second = open("board");
        second.append(bytes("x"));
        eventually(second, () -> assertThat(second.stored).isOne());

        assertThatThrownBy(() -> restore(id, "board")).hasCauseInstanceOf(DocumentExistsException.class);
        assertThat(restore(id, "board~2")).isTrue();
        SimulatedClient back = open("board~2");
        eventually(back, () -> assertThat(back.bytes()).isEqualTo(bytes("abc")));
        assertThat(length("board")).contains(1L);
    }

    @Test
    void theBeginningOfABoardBecomesAnother() {
        byte[] contents = new byte[3_000_000];
        contents[2_499_999] = 7;
        world.running
                .boards
                .create("board", contents, List.of())
                .toCompletableFuture()
                .join();
        assertThat(copy("board", 2_500_000, "copy")).isTrue();
        assertThat(world.bytes("copy")).hasSize(2_500_000).endsWith(7);
        assertThat(world.stored("copy").record().keeping().owner()).isEqualTo("ann");
        assertThat(copy("board", 3_000_001, "too long")).isFalse();
        assertThat(copy("missing", 0, "of nothing")).isFalse();
        assertThatThrownBy(() -> copy("board", 1, "copy")).hasCauseInstanceOf(DocumentExistsException.class);
    }

    private boolean readOnly(String board, boolean readOnly) {
        return world.running
                .boards
                .setReadOnly(board, readOnly)
                .toCompletableFuture()
                .join();
    }

    private boolean restore(DocumentId id, String name) {
        return world.running.boards.restore(id, name).toCompletableFuture().join();
    }

    private boolean copy(String board, long length, String copy) {
        return world.running
                .boards
                .copy(board, length, copy, "ann")
                .toCompletableFuture()
                .join();
    }

    @Test
    void keysOfAClientGoWithIt() {
        SimulatedClient owner = open("board");
        SimulatedClient other = open("board");
        owner.setKey("cursor", Lifetime.CLIENT, bytes("1"));
        eventually(other, () -> assertThat(other.keys).containsKey("cursor"));
        owner.drop();
        eventually(
                other,
                () -> assertThat(other.keys.get("cursor"))
                        .usingRecursiveComparison()
                        .isEqualTo(new Key("cursor", 2, new byte[0])));
        SimulatedClient late = open("board");
        late.append(bytes("x"));
        eventually(late, () -> assertThat(late.stored).isOne());
        assertThat(late.sawKeys()).isFalse();
    }

    @Test
    void idlenessIsReportedOncePerPeriodAndCancelledByAJoin() {
        SimulatedClient first = open("board");
        first.drop();
        SimulatedClient second = open("board");
        assertThat(world.running.idle).isEmpty();
        second.drop();
        Awaitility.await().until(() -> world.running.idle.equals(List.of("board")));
        Awaitility.await().until(() -> world.running.live() == 0);
        assertThat(world.running.idle).hasSize(1);
    }

    @Test
    void boardsExpireUnlessSomebodyIsThere() {
        SimulatedClient client = open("used");
        open("unused").drop();
        Awaitility.await().until(() -> world.running.live() == 1);
        world.clock.advance(Duration.ofHours(1));
        world.running.sweep(Duration.ofMinutes(10));
        Awaitility.await().until(() -> length("unused").isEmpty());
        assertThat(length("used")).isPresent();
        client.append(bytes("x"));
        eventually(client, () -> assertThat(client.stored).isOne());
    }

    @Test
    void aSlowReaderOfALongBoardIsSentPieceByPiece() {
        byte[] long1 = new byte[5_000_000];
        long1[4_999_999] = 7;
        world.running
                .boards
                .create("long", long1, List.of())
                .toCompletableFuture()
                .join();
        SimulatedClient slow = client("long");
        slow.connect(0, new byte[0]);
        SimulatedClient writer = open("long");
        Awaitility.await().until(() -> slow.pendingFrames() > 5);
        for (int i = 1; i <= 300; i++) {
            int stored = i;
            writer.append(new byte[10_000]);
            eventually(writer, () -> assertThat(writer.stored).isEqualTo(stored));
        }
        assertThat(slow.pendingFrames()).as("a window, not the board").isLessThan(25);
        eventually(slow, () -> assertThat(slow.bytes()).hasSize(8_000_000));
        assertThat(slow.bytes()).isEqualTo(world.bytes("long"));
        assertThat(slow.isOpen()).isTrue();
    }

    @Test
    void whoWritesFasterThanStorageHasToWait() {
        SimulatedClient writer = open("board");
        world.store.holdCommits();
        for (int i = 0; i < 60; i++) {
            writer.append(new byte[100_000]);
        }
        assertThat(writer.isPaused()).isTrue();
        world.store.releaseCommits();
        eventually(writer, () -> assertThat(writer.stored).isEqualTo(60));
        assertThat(writer.isPaused()).isFalse();
    }

    @Test
    void deletionDuringALongFirstAppendEndsItInOrder() {
        world.running
                .boards
                .create("long", new byte[5_000_000], List.of())
                .toCompletableFuture()
                .join();
        SimulatedClient slow = client("long");
        slow.connect(0, new byte[0]);
        Awaitility.await().until(() -> slow.pendingFrames() > 5);
        world.running.boards.delete("long", "").toCompletableFuture().join();
        eventually(slow, () -> assertThat(slow.isClosed()).isTrue());
        assertThat(slow.errors.peek()).isEqualTo(ErrorCode.DOES_NOT_EXIST.message());
    }

    private SimulatedClient client(String name) {
        return new SimulatedClient(world, clients++, name, ProtocolVersion.THREE, 0);
    }

    private SimulatedClient open(String name) {
        SimulatedClient client = client(name);
        client.connect(0, new byte[0]);
        eventually(client, () -> assertThat(client.isOpen()).isTrue());
        return client;
    }

    @Test
    void anAdministratorSeesAndEndsOneConnection() {
        world.tokens.put("token", new Grant("board", "ann", Permissions.READ_WRITE));
        SimulatedClient one = open("token");
        LiveConnection live = world.connections.all().get(0);
        SimulatedClient two = open("board");

        assertThat(live)
                .isEqualTo(new LiveConnection(
                        live.id(),
                        LiveKind.BOARDS,
                        "ann",
                        "",
                        "192.0.2.1",
                        "browser",
                        world.clock.instant(),
                        List.of("board")));
        assertThat(world.connections.end("nobody")).isFalse();
        assertThat(world.connections.end(live.id())).isTrue();

        eventually(one, () -> assertThat(one.isClosed()).isTrue());
        assertThat(one.errors.peek()).isEqualTo(ErrorMessage.ENDED);
        assertThat(one.closeCode()).isEqualTo(4001);
        eventually(one, () -> assertThat(world.connections.all()).hasSize(1));
        assertThat(two.isClosed()).isFalse();
        eventually(
                one,
                () -> assertThat(world.running.boards.connectedUsers("board")).containsExactly(""));
    }

    private void change(String user, String permissions) {
        world.running
                .boards
                .changeUser(user, Permissions.of(permissions))
                .toCompletableFuture()
                .join();
    }

    private Optional<Long> length(String board) {
        return world.running.boards.length(board).toCompletableFuture().join();
    }

    private void expectRefusal(SimulatedClient client, int mode, ErrorCode code) {
        client.connect(mode, new byte[0]);
        eventually(client, () -> assertThat(client.isClosed()).isTrue());
        assertThat(client.errors).hasSize(1);
        assertThat(client.errors.remove().code()).isEqualTo(code.number());
        client.drop();
    }

    /** Reads until something is so. */
    private static void eventually(SimulatedClient client, ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .pollDelay(0, TimeUnit.MILLISECONDS)
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> {
                    while (client.read()) {
                        // goes on
                    }
                    assertion.run();
                });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
