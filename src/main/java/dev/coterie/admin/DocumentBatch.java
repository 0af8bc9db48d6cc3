package dev.coterie.admin;

import java.util.ArrayList;
import java.util.List;

import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.Account;
import dev.coterie.document.DocumentCatalog.Summary;

/** Does something to many documents or boards, after a page has asked. Thread-safe; blocks its caller. */
final class DocumentBatch {

    static final int MAX = 100;

    /** So many names stand in the sentence that says what was done. */
    private static final int MAX_NAMED = 5;

    private final DocumentCare care;
    private final Flash flash;
    private final String section;

    /** @param section the key of the section, which is where its list is */
    DocumentBatch(DocumentCare care, Flash flash, String section) {
        this.care = care;
        this.flash = flash;
        this.section = section;
    }

    /** The page that asks. */
    String ask(DocumentAction action, List<Long> ids, Model model, RedirectAttributes next) {
        List<Summary> chosen = find(action, ids);
        if (chosen.isEmpty()) {
            flash.done(next, "documents.batch.nothing", "");
            return list(action);
        }
        model.addAttribute("action", action.key());
        model.addAttribute(
                "rows",
                chosen.stream()
                        .map(document -> DocumentRow.of(
                                document,
                                "",
                                action.inTrash()
                                        ? 0
                                        : care.users(document.record().key().name())
                                                .size()))
                        .toList());
        return "admin/documents-batch";
    }

    private List<Summary> find(DocumentAction action, List<Long> ids) {
        return ids.stream()
                .distinct()
                .limit(MAX)
                .flatMap(id -> care.find(id).stream())
                .filter(document -> (document.deletion() != null) == action.inTrash())
                .toList();
    }

    String run(Account actor, DocumentAction action, List<Long> ids, RedirectAttributes next) {
        List<String> names = new ArrayList<>();
        for (Summary document : find(action, ids)) {
            String name = document.record().shownName();
            switch (action) {
                case READ_ONLY -> care.setReadOnly(actor, document, true);
                case WRITABLE -> care.setReadOnly(actor, document, false);
                case DELETE -> care.discard(actor, document);
                case RESTORE -> name = care.restore(actor, document).orElse(name);
                case PURGE -> care.purge(actor, document);
            }
            names.add(name);
        }
        flash.done(
                next,
                names.isEmpty() ? "documents.batch.nothing" : "documents.batch.done." + action.key(),
                sentence(names));
        return list(action);
    }

    private static String sentence(List<String> names) {
        String named = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMED)));
        return names.size() > MAX_NAMED ? named + " … (" + names.size() + ")" : named;
    }

    private String list(DocumentAction action) {
        return "redirect:/admin/" + section + (action.inTrash() ? "?among=trash" : "");
    }
}
