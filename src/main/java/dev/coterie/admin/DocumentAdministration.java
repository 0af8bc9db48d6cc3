package dev.coterie.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.springframework.stereotype.Component;

import dev.coterie.account.Account;
import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.AdminLog;
import dev.coterie.convergence.ModelContent;
import dev.coterie.convergence.Models;
import dev.coterie.document.DocumentCatalog;
import dev.coterie.document.DocumentCatalog.Stamp;
import dev.coterie.document.DocumentCatalog.Summary;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentStore;
import dev.coterie.live.LiveConnections;
import dev.coterie.live.LiveKind;

/**
 * What staff may do to documents. Thread-safe; blocks its caller, and every method may end in a
 * {@link NoAnswerException}.
 */
@Component
class DocumentAdministration {

    /** Entries that are looked at for one page of versions. */
    private static final int STAMPS = 3_000;

    private final DocumentCatalog catalog;
    private final Models models;
    private final DocumentCare care;

    DocumentAdministration(
            DocumentCatalog catalog,
            DocumentStore store,
            Models models,
            List<LiveConnections> protocols,
            AdminLog log) {
        this.catalog = catalog;
        this.models = models;
        this.care = new DocumentCare(Models.KIND, Kind.DOCUMENT, catalog, store, new Live(models, protocols), log);
    }

    DocumentCare care() {
        return care;
    }

    DocumentList<DocumentRow> list(DocumentFilter filter) {
        DocumentCatalog.Page found = care.page(filter);
        Map<String, String> names =
                names(found.documents().stream().map(Summary::lastAuthor).toList());
        List<DocumentRow> rows =
                found.documents().stream().map(document -> row(document, names)).toList();
        return DocumentList.of(filter, rows, found.total());
    }

    DocumentRow row(Summary document) {
        return row(document, names(List.of(document.lastAuthor())));
    }

    private DocumentRow row(Summary document, Map<String, String> names) {
        int connections = document.deletion() == null
                ? care.users(document.record().key().name()).size()
                : 0;
        return DocumentRow.of(document, names.getOrDefault(document.lastAuthor(), ""), connections);
    }

    /** Usernames by sessions. */
    private Map<String, String> names(List<String> sessions) {
        List<String> wanted = sessions.stream()
                .filter(session -> !session.isEmpty())
                .distinct()
                .toList();
        return wanted.isEmpty() ? Map.of() : new HashMap<>(Patience.await(models.authors(wanted)));
    }

    long storedBytes(Summary document) {
        return catalog.storedBytes(document.record().id());
    }

    /** @param before only what starts before this version */
    Versions versions(Summary document, long before) {
        List<Stamp> stamps = catalog.stamps(document.record().id(), before, STAMPS);
        return Versions.of(stamps, names(stamps.stream().map(Stamp::author).toList()), stamps.size() < STAMPS);
    }

    /** Empty when there is no such version. */
    Optional<ModelContent> at(Summary document, long version) {
        return Patience.await(models.at(document.record().key().name(), version));
    }

    Optional<ModelContent> now(Summary document) {
        return Patience.await(models.now(document.record().key().name()));
    }

    /** What the document's version is now; empty when there is no version that it could go back to. */
    Optional<Long> revert(Account actor, Summary document, long version) {
        Optional<Long> now =
                Patience.await(models.revert(document.record().key().name(), version, actor));
        now.ifPresent(last -> care.noteVersion(actor, document, document.end(), version));
        return now;
    }

    private record Live(Models models, List<LiveConnections> protocols) implements LiveDocuments {

        @Override
        public List<String> users(String name) {
            return protocols.stream()
                    .flatMap(protocol -> protocol.all().stream())
                    .filter(connection -> connection.kind() == LiveKind.DOCUMENTS
                            && connection.open().contains(name))
                    .map(connection -> connection.username().isEmpty() ? connection.shownName() : connection.username())
                    .toList();
        }

        @Override
        public CompletionStage<Boolean> setReadOnly(String name, boolean readOnly) {
            return models.setReadOnly(name, readOnly);
        }

        @Override
        public CompletionStage<Boolean> discard(String name, String by) {
            return models.discard(name, by);
        }

        @Override
        public CompletionStage<Boolean> restore(DocumentId id, String name) {
            return models.restore(id, name);
        }
    }
}
