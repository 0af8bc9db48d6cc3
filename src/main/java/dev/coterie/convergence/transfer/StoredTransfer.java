package dev.coterie.convergence.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.Consumer;

import tools.jackson.core.JacksonException;

import dev.coterie.convergence.ModelTransfer;
import dev.coterie.convergence.TransferReport;
import dev.coterie.convergence.model.StoredModels;

/** Exports and imports what is stored. Thread-safe. */
final class StoredTransfer implements ModelTransfer {

    private final Stores stores;
    private final StoredModels models;
    private final Consumer<String> appeared;

    /** @param appeared takes the ids of models that an import has added */
    StoredTransfer(Stores stores, StoredModels models, Consumer<String> appeared) {
        this.stores = stores;
        this.models = models;
        this.appeared = appeared;
    }

    @Override
    public void export(Selection selection, OutputStream out) throws IOException {
        try {
            new ModelExport(stores, models, selection, out).run(Instant.now());
        } catch (JacksonException e) {
            throw new IOException("The export cannot be written", e);
        }
    }

    @Override
    public TransferReport importFrom(InputStream in) throws IOException {
        return new ModelImport(stores, models, appeared).run(in);
    }
}
