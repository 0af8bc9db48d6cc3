package dev.coterie.zwibbler.board;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import dev.coterie.cluster.Member;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.wire.CreationMode;
import dev.coterie.zwibbler.wire.SetKey;

/**
 * What is asked of a board's entity; its name is the board's.
 *
 * <p>Not sealed: the entity adds messages to itself.
 */
public interface BoardCommand {

    /**
     * Section 4.2: answered with {@link BoardEvent.Opened}, {@link BoardEvent.Refused} or
     * {@link BoardEvent.ResolveAgain}.
     *
     * @param offset bytes that the client has; unsigned
     * @param data the board's first bytes if this creates it
     * @param permissionChanges {@link PermissionChanges#count()} from before the client's permissions were looked up
     */
    record Join(BoardClient client, CreationMode mode, long offset, byte[] data, long permissionChanges)
            implements BoardCommand {}

    /** Section 5.1; the data must not be changed any more. */
    record Submit(Member<BoardEvent> client, long offset, byte[] data) implements BoardCommand {}

    /** Section 5.2. */
    record PutKey(Member<BoardEvent> client, SetKey key) implements BoardCommand {}

    /** Section 5.3. */
    record Relay(Member<BoardEvent> client, byte[] data) implements BoardCommand {}

    /** The connection is gone, or gives up. */
    record Leave(Member<BoardEvent> client) implements BoardCommand {}

    /**
     * Puts the board into the trash; completes once it is gone and its clients are told, with false when there was none.
     *
     * @param by the username of whoever wants that; empty: not known
     */
    record Delete(String by, CompletableFuture<Boolean> done) implements BoardCommand {}

    /**
     * Lets nobody draw, or everybody again who might before; who is connected has to come back, and learns it by that.
     * Completes with false when there is no such board.
     */
    record SetReadOnly(boolean readOnly, CompletableFuture<Boolean> done) implements BoardCommand {}

    /** Changes what a user may do here; completes when what comes later is judged by it. */
    record ChangeUser(String user, Permissions permissions, CompletableFuture<Void> done) implements BoardCommand {}

    /** Deletes the board for good if it was not used since. */
    record Expire(Instant unusedSince) implements BoardCommand {}
}
