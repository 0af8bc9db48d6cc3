package dev.coterie.convergence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Takes models out of the database and into it, one after the other, as lines of JSON (docs/export-format.md). Thread-safe;
 * blocks its caller.
 */
public interface ModelTransfer {

    /** Writes what there is, as of the time when each model is read; neither the trash nor ephemeral models. */
    void export(Selection selection, OutputStream out) throws IOException;

    /**
     * Adds what there is not. Nothing that there is already is changed, so that it may be done again.
     *
     * @throws UnreadableExportException when something in it is not what an export has; all before that is added
     */
    TransferReport importFrom(InputStream in) throws IOException;

    /**
     * What is taken out.
     *
     * @param collection only this one; null: all
     * @param versions whether with what the models were before, as far as that is kept
     */
    record Selection(@Nullable String collection, boolean versions) {}
}
