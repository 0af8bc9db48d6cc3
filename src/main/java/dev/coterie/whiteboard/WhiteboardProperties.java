package dev.coterie.whiteboard;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * How people draw. Immutable.
 *
 * @param scriptUrl address of the licensed Zwibbler script, absolute (http or https); boards are then drawn on with it
 *     instead of with the built-in tools
 * @param pageTokenLifetime how long after it was made a page may connect with its token, a second or more
 */
@ConfigurationProperties("coterie.zwibbler")
record WhiteboardProperties(
        @Nullable URI scriptUrl, @DefaultValue("24h") Duration pageTokenLifetime) {

    WhiteboardProperties {
        // "COTERIE_ZWIBBLER_SCRIPT_URL=" says that there is none.
        if (scriptUrl != null && scriptUrl.toString().isEmpty()) {
            scriptUrl = null;
        }
        if (scriptUrl != null && !isWeb(scriptUrl)) {
            throw new IllegalArgumentException(
                    "coterie.zwibbler.script-url must begin with http:// or https:// and have a host");
        }
        if (pageTokenLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("coterie.zwibbler.page-token-lifetime must be a second or more");
        }
    }

    private static boolean isWeb(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && StringUtils.hasText(uri.getHost())
                && uri.getUserInfo() == null;
    }

    /** Where the script comes from, as a content policy names it. */
    static String originOf(URI script) {
        return script.getScheme() + "://" + script.getHost() + (script.getPort() < 0 ? "" : ":" + script.getPort());
    }
}
