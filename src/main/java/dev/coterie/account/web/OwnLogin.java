package dev.coterie.account.web;

import java.time.Instant;

/**
 * A browser in which somebody is logged in, as their page shows it. Immutable.
 *
 * @param key names it in a form; says nothing about its cookie
 * @param current whether it is the one that asks
 * @param lastSeen at most a minute before
 */
record OwnLogin(String key, boolean current, Instant since, Instant lastSeen, String address, BrowserName browser) {

    public String sinceText() {
        return PageTime.minute(since);
    }

    public String lastSeenText() {
        return PageTime.minute(lastSeen);
    }
}
