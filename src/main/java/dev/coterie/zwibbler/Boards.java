package dev.coterie.zwibbler;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.coterie.document.DocumentId;
import dev.coterie.document.NewRecord;

/**
 * Boards for those who do not speak the protocol: the management API, pages, tools. Thread-safe; no method blocks its
 * caller. When a stage completes the change is committed and in effect for everybody who is connected.
 */
public interface Boards {

    /**
     * Creates a board, and the records that come with it, or nothing of that.
     *
     * @param contents its first bytes
     * @return fails with {@link dev.coterie.document.DocumentExistsException} or
     *     {@link dev.coterie.document.RecordExistsException}
     */
    CompletionStage<Void> create(String name, byte[] contents, List<NewRecord> records);

    /**
     * Puts a board with its keys into the trash; its clients are told and closed. False when there was none.
     *
     * @param by the username of whoever does it; empty: not known
     */
    CompletionStage<Boolean> delete(String name, String by);

    /**
     * Takes a board out of the trash.
     *
     * @param name what it is called from now on; fails with {@link dev.coterie.document.DocumentExistsException} when there
     *     is one of that name
     * @return false when it is not in the trash (any more)
     */
    CompletionStage<Boolean> restore(DocumentId document, String name);

    /**
     * Lets nobody draw on a board, whatever permissions they have, or everybody again who might before. Whoever is
     * connected has to come back; until then nothing of theirs is stored.
     *
     * @return false when there is no such board
     */
    CompletionStage<Boolean> setReadOnly(String name, boolean readOnly);

    /**
     * Makes a board of the first bytes of another, without its keys and tokens, and shared with nobody.
     *
     * @param length how many bytes; they should end where an append did
     * @param copy the new board's name; fails with {@link dev.coterie.document.DocumentExistsException} when there is one
     * @param by the username of whoever does it, who is its owner
     * @return false when there is no such board, or it is not that long
     */
    CompletionStage<Boolean> copy(String name, long length, String copy, String by);

    /** Its title, and whether nobody may draw; empty when there is no such board. Does not count as use. */
    CompletionStage<Optional<BoardAbout>> about(String name);

    /** The board's length in bytes; empty when there is none. Does not count as use. */
    CompletionStage<Optional<Long>> length(String name);

    /**
     * Reads some of a board's bytes, at most a megabyte at a time; counts as use.
     *
     * @return empty when there is no such board or nothing from that offset on
     */
    CompletionStage<byte[]> read(String name, long from);

    /** What the page keeps with a board, such as who it is shared with; empty when there is no such board. */
    CompletionStage<Optional<byte[]>> metadata(String name);

    /** Replaces it; false when there is no such board. */
    CompletionStage<Boolean> updateMetadata(String name, byte[] metadata);

    /**
     * Gives a user other permissions on every board that the user has open now. Clients that lose {@code r} are told and
     * closed.
     */
    CompletionStage<Void> changeUser(String user, Permissions permissions);

    /** Who is connected to a board of this server now, one entry a connection; the user is empty when not known. */
    List<String> connectedUsers(String name);
}
