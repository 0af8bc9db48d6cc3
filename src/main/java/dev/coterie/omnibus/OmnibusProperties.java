package dev.coterie.omnibus;

import java.net.URI;
import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the external Convergence server is and how to administer it; wanted with {@code coterie.realtime=omnibus}.
 * Immutable. Secret: its {@code toString} does not show the password.
 *
 * @param url the server as this one reaches it, for instance {@code http://convergence:80}
 * @param publicUrl the server as browsers reach it; empty: {@code url}
 * @param username its administrator
 * @param password the administrator's password
 * @param timeout how long one call may take before it is tried again; a server that is still starting leaves calls
 *     unanswered for 20 seconds
 * @param checkInterval how often the key is looked after once it is registered
 */
@Validated
@ConfigurationProperties("coterie.omnibus")
record OmnibusProperties(
        @NotNull URI url,
        @Nullable URI publicUrl,
        @NotBlank @DefaultValue("admin") String username,
        @NotBlank String password,
        @NotNull @DefaultValue("5s") Duration timeout,
        @NotNull @DefaultValue("5m") Duration checkInterval) {

    @Override
    public String toString() {
        return "OmnibusProperties[url=" + url + ", username=" + username + "]";
    }
}
