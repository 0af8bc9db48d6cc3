package dev.coterie.account.web.oidc;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

import dev.coterie.account.OidcProperties;

/** The page between being signed out here and being signed out at the provider. */
@Controller
@WithProvider
class SigningOutController {

    static final String PATH = "/login/oauth2/signing-out";

    private final OidcProperties properties;

    SigningOutController(OidcProperties properties) {
        this.properties = properties;
    }

    /** Shown by a forward only; whoever comes by themselves has nothing to end. */
    @RequestMapping(PATH)
    String show(HttpServletRequest request, Model model) {
        if (!(request.getAttribute(ProviderLogout.ADDRESS) instanceof String address)) {
            return "redirect:/login";
        }
        model.addAttribute("address", address);
        model.addAttribute("provider", properties.name());
        return "account/signing-out";
    }
}
