package dev.coterie.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import dev.coterie.account.Account;
import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.AdminLog;
import dev.coterie.account.FieldChange;
import dev.coterie.document.DocumentCatalog;
import dev.coterie.document.DocumentCatalog.Summary;
import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentUpkeep;

/**
 * What staff may do to documents of one kind, whatever they hold. Thread-safe; blocks its caller, and every method may end
 * in a {@link NoAnswerException}.
 */
final class DocumentCare {

    /** So many names are tried for a document whose own is taken; the last one has its number. */
    private static final int MAX_NAMES = 9;

    private final String kind;
    private final Kind logged;
    private final DocumentCatalog catalog;
    private final DocumentUpkeep upkeep;
    private final LiveDocuments live;
    private final AdminLog log;

    DocumentCare(
            String kind,
            Kind logged,
            DocumentCatalog catalog,
            DocumentUpkeep upkeep,
            LiveDocuments live,
            AdminLog log) {
        this.kind = kind;
        this.logged = logged;
        this.catalog = catalog;
        this.upkeep = upkeep;
        this.live = live;
        this.log = log;
    }

    long count() {
        return catalog.count(kind);
    }

    DocumentCatalog.Page page(DocumentFilter filter) {
        return catalog.page(filter.query(kind));
    }

    /** In the trash or not. */
    Optional<Summary> find(long number) {
        return catalog.find(new DocumentId(number))
                .filter(found -> found.record().key().kind().equals(kind));
    }

    Optional<Summary> find(String name) {
        return catalog.find(new DocumentKey(kind, name));
    }

    List<String> users(String name) {
        return live.users(name);
    }

    /** @param title empty: the name shows again */
    void retitle(Account actor, Summary document, String title) {
        String before = document.record().keeping().title();
        if (!before.equals(title)
                && Patience.await(upkeep.retitle(document.record().id(), title))) {
            log.note(
                    actor,
                    AdminAction.RENAMED,
                    logged,
                    document.record().id().number(),
                    document.record().key().name(),
                    List.of(new FieldChange("title", before, title)));
        }
    }

    void setReadOnly(Account actor, Summary document, boolean readOnly) {
        if (document.record().keeping().readOnly() != readOnly
                && Patience.await(live.setReadOnly(document.record().key().name(), readOnly))) {
            note(actor, readOnly ? AdminAction.MADE_READ_ONLY : AdminAction.MADE_WRITABLE, document);
        }
    }

    /** Puts a document into the trash and closes it for everybody. */
    void discard(Account actor, Summary document) {
        if (document.deletion() == null
                && Patience.await(live.discard(document.record().key().name(), actor.username()))) {
            note(actor, AdminAction.DELETED, document);
        }
    }

    /**
     * Takes a document out of the trash.
     *
     * @return what it is called from now on: another has its name, if that is not its own; empty when it was not there
     */
    Optional<String> restore(Account actor, Summary document) {
        if (document.deletion() == null) {
            return Optional.empty();
        }
        String name = document.record().key().name();
        for (int number = 1; number < MAX_NAMES; number++) {
            Optional<Boolean> restored = restore(document, number == 1 ? name : name + "~" + number);
            if (restored.isPresent()) {
                return noted(actor, document, restored.get(), number == 1 ? name : name + "~" + number);
            }
        }
        String last = name + "~" + document.record().id().number();
        return noted(actor, document, restore(document, last).orElse(false), last);
    }

    /** Empty when the name is taken. */
    private Optional<Boolean> restore(Summary document, String name) {
        try {
            return Optional.of(Patience.await(live.restore(document.record().id(), name)));
        } catch (CompletionException e) {
            if (e.getCause() instanceof DocumentExistsException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<String> noted(Account actor, Summary document, boolean restored, String name) {
        if (!restored) {
            return Optional.empty();
        }
        String before = document.record().key().name();
        log.note(
                actor,
                AdminAction.RESTORED,
                logged,
                document.record().id().number(),
                name,
                before.equals(name) ? List.of() : List.of(new FieldChange("name", before, name)));
        return Optional.of(name);
    }

    /** Deletes for good what is in the trash. */
    void purge(Account actor, Summary document) {
        if (Patience.await(upkeep.purge(document.record().id()))) {
            note(actor, AdminAction.PURGED, document);
        }
    }

    void note(Account actor, AdminAction action, Summary document) {
        log.note(
                actor,
                action,
                logged,
                document.record().id().number(),
                document.record().key().name());
    }

    void noteVersion(Account actor, Summary document, long from, long to) {
        log.note(
                actor,
                AdminAction.VERSION_RESTORED,
                logged,
                document.record().id().number(),
                document.record().key().name(),
                List.of(new FieldChange("version", Long.toString(from), Long.toString(to))));
    }
}
