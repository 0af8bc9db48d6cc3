package dev.coterie.admin;

import java.util.Optional;

import jakarta.validation.Valid;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.Permission;
import dev.coterie.document.CollectionRecord;

/** The list of collections, adding one, and whether they come by themselves. */
@Controller
@RequestMapping("/admin/collections")
class CollectionListController {

    private final CollectionAdministration collections;
    private final Flash flash;

    CollectionListController(CollectionAdministration collections, Flash flash) {
        this.collections = collections;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "collections";
    }

    @GetMapping
    @Requires(Permission.COLLECTIONS_VIEW)
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, Model model) {
        model.addAttribute("list", collections.list(new CollectionList.Filter(q, PageNumbers.read(page))));
        model.addAttribute("createsMissing", collections.createsMissing());
        return "admin/collections";
    }

    @PostMapping("/missing")
    @Requires(Permission.COLLECTIONS_CHANGE)
    String setCreatesMissing(
            @AuthenticationPrincipal AccountPrincipal self, @RequestParam boolean create, RedirectAttributes next) {
        collections.setCreatesMissing(self.account(), create);
        flash.done(next, create ? "collections.missing.done.on" : "collections.missing.done.off", "");
        return "redirect:/admin/collections";
    }

    @GetMapping("/add")
    @Requires(Permission.COLLECTIONS_ADD)
    String showAdd(Model model) {
        model.addAttribute("form", new CollectionNameForm(""));
        return "admin/collection-add";
    }

    @PostMapping("/add")
    @Requires(Permission.COLLECTIONS_ADD)
    String add(
            @AuthenticationPrincipal AccountPrincipal self,
            @Valid @ModelAttribute("form") CollectionNameForm form,
            BindingResult errors,
            RedirectAttributes next) {
        if (!errors.hasErrors()) {
            Optional<CollectionRecord> added = collections.add(self.account(), form.name());
            if (added.isPresent()) {
                flash.done(next, "collections.flash.added", form.name());
                return "redirect:/admin/collections/" + added.get().id();
            }
            errors.rejectValue("name", "collections.name.taken");
        }
        return "admin/collection-add";
    }
}
