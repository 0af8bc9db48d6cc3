package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.document.Snapshot;

/** Makes snapshots, so that opening a model never replays much. Confined to the model's entity. */
final class Snapshots {

    private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

    private final LiveModel model;
    private final Later later;
    private long latest;
    private boolean underWay;

    Snapshots(LiveModel model, LoadedModel loaded, Later later) {
        this.model = model;
        this.later = later;
        this.latest = loaded.snapshotVersion();
    }

    /** To be called after each operation. */
    void noticeVersion() {
        if (!underWay && sinceLatest() >= model.properties().snapshotEvery()) {
            make(() -> {});
        }
    }

    /** Makes a last snapshot if it is worth it, then goes on. */
    void finish(Runnable then) {
        if (sinceLatest() >= model.properties().snapshotOnUnload()) {
            make(then);
        } else {
            then.run();
        }
    }

    private long sinceLatest() {
        return model.shared().version() - latest;
    }

    /** The data are taken now, at a version that may still have to be committed; they are written when it is. */
    private void make(Runnable then) {
        underWay = true;
        long version = model.shared().version();
        Instant at = model.modifiedAt();
        ObjectValue data = model.shared().snapshot();
        model.outbox()
                .whenCommitted(() -> later.when(
                        write(version, at, data),
                        done -> {
                            underWay = false;
                            latest = Math.max(latest, version);
                            then.run();
                        },
                        failure -> {
                            underWay = false;
                            log.warn(
                                    "A snapshot of model {} could not be stored",
                                    model.record().id().number(),
                                    failure);
                            then.run();
                        }));
    }

    private CompletionStage<Void> write(long version, Instant at, ObjectValue data) {
        ModelEnvironment environment = model.environment();
        return CompletableFuture.supplyAsync(() -> StoredForm.snapshot(data), environment.worker())
                .thenCompose(content ->
                        environment.store().saveSnapshot(model.record().id(), new Snapshot(version, at, content)));
    }
}
