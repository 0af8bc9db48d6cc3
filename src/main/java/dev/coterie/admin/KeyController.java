package dev.coterie.admin;

import java.time.InstantSource;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;
import dev.coterie.account.FieldChange;
import dev.coterie.account.Permission;
import dev.coterie.account.web.FreshLogin;
import dev.coterie.token.KeyFileException;
import dev.coterie.token.KeyStatus;
import dev.coterie.token.RealtimeProperties;
import dev.coterie.token.RealtimeProperties.Realtime;
import dev.coterie.token.RetiredKey;
import dev.coterie.token.SigningKeys;

/** The key that signs tokens: what it is, its rotation, and the end of the one before. */
@Controller
@RequestMapping("/admin/keys")
class KeyController {

    private static final int HISTORY = 10;

    private final SigningKeys keys;
    private final AdminLog log;
    private final Flash flash;
    private final boolean external;
    private final InstantSource clock;

    KeyController(
            SigningKeys keys,
            AdminLog log,
            Flash flash,
            RealtimeProperties realtime,
            ObjectProvider<InstantSource> clock) {
        this.keys = keys;
        this.log = log;
        this.flash = flash;
        this.external = realtime.realtime() == Realtime.OMNIBUS;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @ModelAttribute("section")
    String section() {
        return "keys";
    }

    /** Whether there is a Convergence server to tell of the key. */
    @ModelAttribute("external")
    boolean external() {
        return external;
    }

    @GetMapping
    @Requires(Permission.KEYS_VIEW)
    String show(@AuthenticationPrincipal AccountPrincipal self, Model model) {
        describe(model);
        model.addAttribute("mayChange", self.has(Permission.KEYS_CHANGE));
        model.addAttribute("entries", EntryRow.of(log.of(AdminEntry.Kind.KEY, 0, HISTORY)));
        return "admin/keys";
    }

    @GetMapping("/rotate")
    @Requires(Permission.KEYS_CHANGE)
    @FreshLogin
    String showRotation(Model model) {
        describe(model);
        return "admin/key-rotate";
    }

    /** @param key the thumbprint of the key that was shown: nobody replaces one that they have not seen */
    @PostMapping("/rotate")
    @Requires(Permission.KEYS_CHANGE)
    @FreshLogin
    String rotate(@AuthenticationPrincipal AccountPrincipal self, @RequestParam String key, RedirectAttributes next) {
        try {
            if (keys.rotate(key)) {
                String now = keys.current().thumbprint();
                note(self, AdminAction.ROTATED, new FieldChange("key", key, now));
                flash.done(next, "keys.flash.rotated", keys.current().id());
            } else {
                flash.refused(next, "keys.refused.another");
            }
        } catch (KeyFileException e) {
            flash.refused(next, "keys.refused.files", e.getMessage(), e.remedy());
        }
        return "redirect:/admin/keys";
    }

    @GetMapping("/forget")
    @Requires(Permission.KEYS_CHANGE)
    @FreshLogin
    String showForgetting(Model model, RedirectAttributes next) {
        if (describe(model).retired() == null) {
            flash.refused(next, "keys.refused.no-old");
            return "redirect:/admin/keys";
        }
        return "admin/key-forget";
    }

    @PostMapping("/forget")
    @Requires(Permission.KEYS_CHANGE)
    @FreshLogin
    String forget(@AuthenticationPrincipal AccountPrincipal self, RedirectAttributes next) {
        KeyStatus before = keys.status();
        RetiredKey old = before.retired();
        try {
            if (old != null && keys.forgetRetired()) {
                note(self, AdminAction.FORGOTTEN, new FieldChange("key", old.id(), ""));
                flash.done(next, "keys.flash.forgotten", before.current().id());
            } else {
                flash.refused(next, "keys.refused.no-old");
            }
        } catch (KeyFileException e) {
            flash.refused(next, "keys.refused.files", e.getMessage(), e.remedy());
        }
        return "redirect:/admin/keys";
    }

    private KeyPage describe(Model model) {
        KeyPage page = KeyPage.of(keys.status(), clock.instant());
        model.addAttribute("page", page);
        return page;
    }

    private void note(AccountPrincipal self, AdminAction action, FieldChange change) {
        log.note(self.account(), action, AdminEntry.Kind.KEY, 0, keys.current().id(), List.of(change));
    }
}
