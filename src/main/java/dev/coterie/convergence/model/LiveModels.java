package dev.coterie.convergence.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.coterie.account.Account;
import dev.coterie.cluster.Entities;
import dev.coterie.convergence.ModelContent;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.model.ModelCommand.Appeared;
import dev.coterie.convergence.model.ModelCommand.Discard;
import dev.coterie.convergence.model.ModelCommand.Revert;
import dev.coterie.convergence.model.ModelCommand.SetReadOnly;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;

/** The models of this node and its storage: what concerns those who have one open goes through its entity. Thread-safe. */
final class LiveModels implements Models {

    private static final long PATIENCE_SECONDS = 30;

    private final Entities<ModelCommand> entities;
    private final ModelEnvironment environment;

    LiveModels(Entities<ModelCommand> entities, ModelEnvironment environment) {
        this.entities = entities;
        this.environment = environment;
    }

    @Override
    public CompletionStage<Boolean> setReadOnly(String model, boolean readOnly) {
        return ask(model, done -> new SetReadOnly(readOnly, done));
    }

    @Override
    public CompletionStage<Boolean> discard(String model, String by) {
        return ask(model, done -> new Discard(by, done));
    }

    @Override
    public CompletionStage<Boolean> restore(DocumentId document, String model) {
        return environment
                .store()
                .restore(document, key(model), environment.clock().instant())
                .thenApply(restored -> {
                    if (restored) {
                        entities.tell(model, new Appeared());
                    }
                    return restored;
                });
    }

    @Override
    public CompletionStage<Optional<ModelContent>> at(String model, long version) {
        return dataAt(model, version)
                .thenApplyAsync(found -> found.map(root -> PlainValues.content(version, root)), environment.worker());
    }

    @Override
    public CompletionStage<Optional<ModelContent>> now(String model) {
        return load(model)
                .thenApplyAsync(
                        found -> found.map(loaded -> PlainValues.content(
                                loaded.version(), loaded.data().snapshot())),
                        environment.worker());
    }

    /** The author's session is remembered first: whoever looks at the history finds who it was. */
    @Override
    public CompletionStage<Optional<Long>> revert(String model, long version, Account by) {
        return dataAt(model, version)
                .thenCompose(found -> found.map(then -> revert(model, then, by))
                        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())));
    }

    private CompletionStage<Optional<Long>> revert(String model, ObjectValue then, Account by) {
        String session = UUID.randomUUID().toString();
        DomainUserData author = DomainUsers.of(by);
        return environment
                .sessions()
                .remember(session, author)
                .thenCompose(remembered -> ask(model, done -> new Revert(session, author, then, done)));
    }

    @Override
    public CompletionStage<Map<String, String>> authors(Collection<String> sessions) {
        return environment.sessions().describe(sessions).thenApply(described -> {
            Map<String, String> names = new HashMap<>();
            described.getSessionsMap().forEach((session, user) -> {
                if (!user.getUsername().equals(DomainUsers.NOBODY)) {
                    names.put(session, user.getUsername());
                }
            });
            return names;
        });
    }

    private CompletionStage<Optional<ObjectValue>> dataAt(String model, long version) {
        return environment
                .store()
                .record(key(model))
                .thenCompose(found -> found.map(record -> new Past(environment.store(), environment.worker())
                                .of(record.id(), version)
                                .thenApply(data -> Optional.of(data.snapshot())))
                        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())))
                .exceptionally(LiveModels::noneIfNoSuchVersion);
    }

    private static Optional<ObjectValue> noneIfNoSuchVersion(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoSuchVersionException) {
            return Optional.empty();
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    private CompletionStage<Optional<LoadedModel>> load(String model) {
        return environment
                .store()
                .load(key(model))
                .thenApplyAsync(
                        found -> found.map(stored -> LoadedModel.decode(stored, LoadedModel.NO_LIMITS)),
                        environment.worker());
    }

    private static DocumentKey key(String model) {
        return new DocumentKey(ModelEntity.KIND, model);
    }

    private <T> CompletionStage<T> ask(String model, Function<CompletableFuture<T>, ModelCommand> command) {
        CompletableFuture<T> done = new CompletableFuture<>();
        entities.tell(model, command.apply(done));
        return done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
