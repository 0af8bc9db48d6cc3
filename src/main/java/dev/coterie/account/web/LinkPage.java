package dev.coterie.account.web;

import jakarta.servlet.http.HttpServletResponse;

/** What holds for a page whose address is a secret. */
final class LinkPage {

    private LinkPage() {}

    /** No other page, not even one of ours, is told where somebody came from; no cache keeps it anyway. */
    static void keepAddress(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
    }
}
