package dev.coterie.admin;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import dev.coterie.account.mail.PublicUrl;

/**
 * The whole address of a link that an administrator is shown, to be handed over. Without a configured one it begins as the
 * page did on which it is shown: only who asks sees it. Thread-safe.
 */
@Component
class LinkAddress {

    private final PublicUrl url;

    LinkAddress(PublicUrl url) {
        this.url = url;
    }

    String of(String path, HttpServletRequest request) {
        return PublicUrl.below(
                url.base()
                        .orElseGet(() -> ServletUriComponentsBuilder.fromContextPath(request)
                                .build()
                                .toUri()),
                path);
    }
}
