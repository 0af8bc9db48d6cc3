package dev.coterie.admin;

import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.coterie.document.DocumentId;

/** What a protocol does with documents that may be open. Thread-safe; nothing blocks. */
interface LiveDocuments {

    /** Who has one open on this server, one entry a connection; empty when not known. */
    List<String> users(String name);

    /** False when there is none of that name. */
    CompletionStage<Boolean> setReadOnly(String name, boolean readOnly);

    /** Into the trash; false when there is none of that name. */
    CompletionStage<Boolean> discard(String name, String by);

    /** Out of the trash; false when it is not there. */
    CompletionStage<Boolean> restore(DocumentId id, String name);
}
