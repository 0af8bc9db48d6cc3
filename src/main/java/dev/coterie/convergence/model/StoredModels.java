package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.model.ot.ApplyOutcome;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.ModelLimits;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.StoredDocument;

/** Models as storage has them, for those who take them from one to another. Thread-safe. */
public final class StoredModels {

    private final DocumentStore store;
    private final ModelLimits limits;
    private final Endings endings;
    private final Executor worker;

    StoredModels(DocumentStore store, ModelProperties properties, Endings endings, Executor worker) {
        this.store = store;
        this.endings = endings;
        this.limits = properties.limits();
        this.worker = worker;
    }

    /** What a model is. */
    public record State(ObjectValue data, long version, Instant modifiedAt) {}

    /** What somebody may do with a model. */
    public record Allowed(boolean read, boolean write, boolean remove, boolean manage) {}

    /** Who may do what with a model. */
    public record Permissions(boolean overridesCollection, Allowed world, Map<UserKey, Allowed> users) {}

    public State state(StoredDocument stored) {
        LoadedModel loaded = LoadedModel.decode(stored, LoadedModel.NO_LIMITS);
        return new State(loaded.data().snapshot(), loaded.version(), loaded.modifiedAt());
    }

    /** The data of a model at a version; fails when that is not kept. */
    public CompletionStage<ObjectValue> at(DocumentId id, long version) {
        return new Past(store, worker).of(id, version).thenApply(ModelData::snapshot);
    }

    /** The last version that a deleted model of that id had here; 0: none is remembered. */
    public CompletionStage<Long> lastVersionOfDeleted(String modelId) {
        return endings.of(modelId);
    }

    /** Why data cannot be those of a model, if so. */
    public Optional<String> whyUnfit(ObjectValue root) {
        return ModelData.check(root, limits).map(Enum::name);
    }

    public byte[] snapshot(ObjectValue root) {
        return StoredForm.snapshot(root);
    }

    /** @throws IllegalStateException when these are no data of a model */
    public ObjectValue data(byte[] snapshot) {
        return StoredForm.snapshot(snapshot);
    }

    public Permissions permissions(byte[] metadata) {
        ModelPermissions stored = StoredForm.metadata(metadata).permissions();
        Map<UserKey, Allowed> users = new LinkedHashMap<>();
        stored.users().forEach((user, rights) -> users.put(user, allowed(rights)));
        return new Permissions(stored.overridesCollection(), allowed(stored.world()), users);
    }

    private static Allowed allowed(Rights rights) {
        return new Allowed(rights.read(), rights.write(), rights.remove(), rights.manage());
    }

    /** @param firstVersion the version that the model begins with, 1 or more */
    public byte[] metadata(Permissions permissions, long firstVersion) {
        Map<UserKey, Rights> users = new LinkedHashMap<>();
        permissions.users().forEach((user, allowed) -> users.put(user, rights(allowed)));
        return StoredForm.metadata(new StoredForm.Metadata(
                new ModelPermissions(permissions.overridesCollection(), rights(permissions.world()), users),
                firstVersion));
    }

    private static Rights rights(Allowed allowed) {
        return new Rights(allowed.read(), allowed.write(), allowed.remove(), allowed.manage());
    }

    public CollectionAccess access(byte[] metadata) {
        return StoredCollections.access(metadata);
    }

    public byte[] metadata(CollectionAccess access) {
        return StoredCollections.metadata(access);
    }

    /** Follows a model's operations from some data on. */
    public Replay replay(ObjectValue data) {
        return new Replay(new ModelData(data, LoadedModel.NO_LIMITS));
    }

    /** A model that becomes what it was made by its operations. Confined to one thread. */
    public static final class Replay {

        private final ModelData data;

        private Replay(ModelData data) {
            this.data = data;
        }

        /** Whether that is an operation which fits. */
        public boolean apply(byte[] operation) {
            try {
                return data.apply(StoredForm.operation(operation).operation().operation())
                        instanceof ApplyOutcome.Applied;
            } catch (IllegalStateException e) {
                return false;
            }
        }

        public ObjectValue data() {
            return data.snapshot();
        }
    }
}
