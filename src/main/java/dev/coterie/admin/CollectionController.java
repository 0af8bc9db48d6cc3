package dev.coterie.admin;

import java.util.List;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.GroupAdministration;
import dev.coterie.account.GroupSummary;
import dev.coterie.account.Permission;
import dev.coterie.convergence.CollectionAccess;
import dev.coterie.document.CollectionCatalog.Summary;
import dev.coterie.document.CollectionRecord;

/** One collection, by its number: its name is any text. */
@Controller
@RequestMapping("/admin/collections/{id}")
class CollectionController {

    private final CollectionAdministration collections;
    private final GroupAdministration groups;
    private final Histories histories;
    private final Flash flash;

    CollectionController(
            CollectionAdministration collections, GroupAdministration groups, Histories histories, Flash flash) {
        this.collections = collections;
        this.groups = groups;
        this.histories = histories;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "collections";
    }

    @GetMapping
    @Requires(Permission.COLLECTIONS_VIEW)
    String show(@PathVariable long id, Model model) {
        Summary found = find(id);
        model.addAttribute("form", CollectionForm.of(found.record().policy()));
        return page(found, model);
    }

    @PostMapping
    @Requires(Permission.COLLECTIONS_CHANGE)
    String change(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @Valid @ModelAttribute("form") CollectionForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next) {
        Summary found = find(id);
        if (errors.hasErrors()) {
            return page(found, model);
        }
        collections.setPolicy(self.account(), found.record(), form.wanted());
        flash.done(next, "collections.flash.changed", found.record().name());
        return address(id);
    }

    @PostMapping("/rights")
    @Requires(Permission.COLLECTIONS_CHANGE)
    String setRights(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @Valid @ModelAttribute("rights") RightsForm form,
            BindingResult errors,
            RedirectAttributes next) {
        CollectionRecord collection = find(id).record();
        String problem = problem(form, errors);
        if (!problem.isEmpty()) {
            flash.problem(next, problem);
            return address(id);
        }
        CollectionAccess before = collections.access(collection);
        change(self, collection, form, before, form.setIn(before), next);
        return address(id);
    }

    /** The key of what is wrong; empty: nothing. */
    private String problem(RightsForm form, BindingResult errors) {
        if (errors.hasErrors() || form.name().isEmpty() && !form.isOfWorld()) {
            return "collections.rights.invalid";
        }
        boolean noSuchGroup = form.isOfGroup() && !groupNames().contains(form.name());
        return noSuchGroup ? "collections.rights.no-group" : "";
    }

    @PostMapping("/rights/remove")
    @Requires(Permission.COLLECTIONS_CHANGE)
    String removeRights(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @Valid @ModelAttribute("rights") RightsForm form,
            BindingResult errors,
            RedirectAttributes next) {
        CollectionRecord collection = find(id).record();
        if (errors.hasErrors()) {
            flash.problem(next, "collections.rights.invalid");
            return address(id);
        }
        CollectionAccess before = collections.access(collection);
        change(self, collection, form, before, form.removedFrom(before), next);
        return address(id);
    }

    private void change(
            AccountPrincipal self,
            CollectionRecord seen,
            RightsForm form,
            CollectionAccess before,
            CollectionAccess after,
            RedirectAttributes next) {
        if (before.equals(after) || collections.setAccess(self.account(), seen, after, form.change(before, after))) {
            flash.done(next, "collections.flash.rights", seen.name());
        } else {
            flash.problem(next, "collections.rights.meanwhile");
        }
    }

    @PostMapping("/delete")
    @Requires(Permission.COLLECTIONS_DELETE)
    String delete(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        CollectionRecord collection = find(id).record();
        if (collections.delete(self.account(), collection)) {
            flash.done(next, "collections.flash.deleted", collection.name());
            return "redirect:/admin/collections";
        }
        flash.problem(next, "collections.delete.full");
        return address(id);
    }

    @GetMapping("/history")
    @Requires(Permission.COLLECTIONS_VIEW)
    String history(@PathVariable long id, @RequestParam(defaultValue = "1") String page, Model model) {
        model.addAttribute("name", find(id).record().name());
        model.addAttribute("back", "/admin/collections/" + id);
        model.addAttribute("list", histories.of(AdminEntry.Kind.COLLECTION, id, page));
        return "admin/history";
    }

    private String page(Summary found, Model model) {
        List<RightsRow> rows = RightsRow.of(collections.access(found.record()));
        List<String> groupNames = groupNames();
        model.addAttribute("collection", CollectionRow.of(found));
        model.addAttribute("rows", rows);
        model.addAttribute("groupNames", groupNames);
        model.addAttribute(
                "entries",
                histories.newest(AdminEntry.Kind.COLLECTION, found.record().id()));
        return "admin/collection";
    }

    private List<String> groupNames() {
        return groups.list().stream().map(GroupSummary::name).toList();
    }

    private static String address(long id) {
        return "redirect:/admin/collections/" + id;
    }

    private Summary find(long id) {
        return collections.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
