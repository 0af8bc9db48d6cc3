package dev.coterie.token;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which realtime engine people are sent to, and at which address. Immutable.
 *
 * @param realtime the engine
 * @param publicUrl the address of this server for everyone, for instance {@code https://pad.example.org}; empty: the
 *     address that each client used
 */
@ConfigurationProperties("coterie")
public record RealtimeProperties(
        @DefaultValue("embedded") Realtime realtime,
        @Nullable URI publicUrl) {

    public RealtimeProperties {
        if (publicUrl != null && publicUrl.toString().isEmpty()) {
            publicUrl = null;
        }
    }

    /** The engines. */
    public enum Realtime {
        /** The one inside this server. */
        EMBEDDED,
        /** An external Convergence server. */
        OMNIBUS
    }
}
