package dev.coterie.admin;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.coterie.account.Account;
import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.AdminLog;
import dev.coterie.account.FieldChange;
import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.ModelCollections;
import dev.coterie.convergence.Models;
import dev.coterie.document.CollectionCatalog;
import dev.coterie.document.CollectionCatalog.Summary;
import dev.coterie.document.CollectionPolicy;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.CollectionStore;

/**
 * What staff may do to collections. Thread-safe; blocks its caller, and every method may end in a
 * {@link NoAnswerException}.
 */
@Component
class CollectionAdministration {

    private final CollectionCatalog catalog;
    private final CollectionStore store;
    private final ModelCollections collections;
    private final AdminLog log;

    CollectionAdministration(
            CollectionCatalog catalog, CollectionStore store, ModelCollections collections, AdminLog log) {
        this.catalog = catalog;
        this.store = store;
        this.collections = collections;
        this.log = log;
    }

    long count() {
        return catalog.count(Models.KIND);
    }

    CollectionList list(CollectionList.Filter filter) {
        CollectionCatalog.Page found = catalog.page(
                Models.KIND, filter.q(), (filter.page() - 1) * CollectionList.PAGE_SIZE, CollectionList.PAGE_SIZE);
        return CollectionList.of(filter, found);
    }

    Optional<Summary> find(long id) {
        return catalog.find(id).filter(found -> found.record().kind().equals(Models.KIND));
    }

    CollectionAccess access(CollectionRecord collection) {
        return collections.access(collection);
    }

    /** Empty when there is one of that name already. */
    Optional<CollectionRecord> add(Account actor, String name) {
        if (Patience.await(store.find(Models.KIND, name)).isPresent()) {
            return Optional.empty();
        }
        CollectionRecord added = Patience.await(
                store.ensure(Models.KIND, name, InstantSource.system().instant()));
        log.note(actor, AdminAction.ADDED, Kind.COLLECTION, added.id(), name);
        return Optional.of(added);
    }

    void setPolicy(Account actor, CollectionRecord collection, CollectionPolicy policy) {
        if (!collection.policy().equals(policy) && Patience.await(store.setPolicy(collection.id(), policy))) {
            changed(actor, collection, FieldChange.between(described(collection.policy()), described(policy)));
        }
    }

    private static Map<String, String> described(CollectionPolicy policy) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("auto-create", Boolean.toString(policy.autoCreate()));
        fields.put("keep-days", text(policy.retention().days()));
        fields.put("keep-versions", text(policy.retention().versions()));
        fields.put("milestone-every", Long.toString(policy.milestoneEvery()));
        return fields;
    }

    private static String text(@Nullable Number number) {
        return number == null ? "" : number.toString();
    }

    /** False when somebody else changed it meanwhile. */
    boolean setAccess(Account actor, CollectionRecord seen, CollectionAccess access, FieldChange change) {
        boolean done = Patience.await(collections.change(seen, access));
        if (done) {
            changed(actor, seen, List.of(change));
        }
        return done;
    }

    /** False when there is something in it. */
    boolean delete(Account actor, CollectionRecord collection) {
        boolean done = Patience.await(store.deleteEmpty(collection.id()));
        if (done) {
            log.note(actor, AdminAction.DELETED, Kind.COLLECTION, collection.id(), collection.name());
        }
        return done;
    }

    boolean createsMissing() {
        return Patience.await(store.createsMissing(Models.KIND));
    }

    void setCreatesMissing(Account actor, boolean creates) {
        boolean before = createsMissing();
        if (before != creates) {
            Patience.await(store.setCreatesMissing(Models.KIND, creates));
            log.note(
                    actor,
                    AdminAction.CHANGED,
                    Kind.COLLECTION,
                    0,
                    "*",
                    List.of(new FieldChange("create-missing", Boolean.toString(before), Boolean.toString(creates))));
        }
    }

    private void changed(Account actor, CollectionRecord collection, List<FieldChange> changes) {
        log.note(actor, AdminAction.CHANGED, Kind.COLLECTION, collection.id(), collection.name(), changes);
    }
}
