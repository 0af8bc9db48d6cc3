package dev.coterie.convergence.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.Models;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.CollectionStore;

/**
 * The rules of collections, for the models that are in memory: as they are when a model is loaded, and whenever they
 * change. Who is in a group that a collection names is looked up again every few seconds. Thread-safe.
 */
final class LiveCollections implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveCollections.class);

    private final CollectionStore store;
    private final GroupMembers groups;
    private final ScheduledExecutorService checks =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "coterie-collections"));

    private final Map<String, Set<Consumer<CollectionRules>>> watchers = new HashMap<>();
    /** Collections whose rules may change without anybody's telling. */
    private final Set<String> unsettled = new HashSet<>();

    private long order;
    private long lastChange;

    LiveCollections(CollectionStore store, GroupMembers groups, Duration groupCheck) {
        this.store = store;
        this.groups = groups;
        checks.scheduleWithFixedDelay(
                this::checkGroups, groupCheck.toMillis(), groupCheck.toMillis(), TimeUnit.MILLISECONDS);
    }

    CollectionStore store() {
        return store;
    }

    /** The rules of a collection, which allow everything when there is no such collection. */
    CompletionStage<CollectionRules> rules(String collection) {
        long now = next();
        return store.find(Models.KIND, collection)
                .thenCompose(found -> found.map(record -> rules(now, record))
                        .orElseGet(() -> CompletableFuture.completedFuture(CollectionRules.OPEN)));
    }

    /** @param now from before the record was read */
    CompletionStage<CollectionRules> rules(long now, CollectionRecord record) {
        CollectionAccess access = StoredCollections.access(record.metadata());
        Map<String, Set<String>> members = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> lookUps = new ArrayList<>();
        for (String group : access.groups().keySet()) {
            lookUps.add(groups.of(group)
                    .thenAccept(usernames -> members.put(group, usernames))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(lookUps.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> CollectionRules.of(now, record.policy().autoCreate(), access, members));
    }

    /** A number that what is read from now on is newer than. */
    synchronized long next() {
        return ++order;
    }

    /**
     * Has somebody told of the rules of a collection whenever they may have changed, in no particular order.
     *
     * @param known what they know; when that may be old, they are told soon
     */
    synchronized void watch(String collection, CollectionRules known, Consumer<CollectionRules> watcher) {
        watchers.computeIfAbsent(collection, none -> new HashSet<>()).add(watcher);
        if (known.namesGroups()) {
            unsettled.add(collection);
        }
        if (known.order() < lastChange) {
            refresh(collection);
        }
    }

    synchronized void forget(String collection, Consumer<CollectionRules> watcher) {
        Set<Consumer<CollectionRules>> others = watchers.get(collection);
        if (others != null && others.remove(watcher) && others.isEmpty()) {
            watchers.remove(collection);
            unsettled.remove(collection);
        }
    }

    /** To be called when other rules are committed; done when all who watch are told, or when that has to wait. */
    synchronized CompletionStage<Void> changed(String collection) {
        lastChange = ++order;
        return refresh(collection);
    }

    private void checkGroups() {
        List<String> all;
        synchronized (this) {
            all = List.copyOf(unsettled);
        }
        all.forEach(this::refresh);
    }

    private CompletionStage<Void> refresh(String collection) {
        return rules(collection).thenAccept(rules -> tell(collection, rules)).exceptionally(failure -> {
            log.warn("The rules of a collection cannot be read now: {}", failure.toString());
            tryAgain(collection);
            return null;
        });
    }

    private synchronized void tell(String collection, CollectionRules rules) {
        Set<Consumer<CollectionRules>> interested = watchers.getOrDefault(collection, Set.of());
        if (rules.namesGroups() && !interested.isEmpty()) {
            unsettled.add(collection);
        } else {
            unsettled.remove(collection);
        }
        interested.forEach(watcher -> watcher.accept(rules));
    }

    private synchronized void tryAgain(String collection) {
        if (watchers.containsKey(collection)) {
            unsettled.add(collection);
        }
    }

    @Override
    public void close() {
        checks.shutdownNow();
    }
}
