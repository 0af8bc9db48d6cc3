package dev.coterie.account.web.oidc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestOperations;

import dev.coterie.account.OidcProperties;

/**
 * The provider as it describes itself. It is asked when somebody first needs it, and again until it has answered once:
 * this server starts, and takes passwords, without it. Thread-safe; blocks while it asks.
 */
class Provider implements ClientRegistrationRepository {

    /** What this server calls the one provider that it has; part of addresses. */
    static final String ID = "oidc";

    static final String REDIRECT_PATH = "/login/oauth2/code/" + ID;

    private static final Logger log = LoggerFactory.getLogger(Provider.class);

    private static final String DESCRIPTION_PATH = "/.well-known/openid-configuration";

    /** Somebody else is asking: wait for the answer, but not for long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So long nobody asks again after a failure, so that a crowd does not wait one after the other. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final ParameterizedTypeReference<Map<String, Object>> DESCRIPTION =
            new ParameterizedTypeReference<>() {};

    private final OidcProperties properties;
    private final String redirectBase;
    private final RestOperations http;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable ClientRegistration known;
    private volatile long failedAtNanos = System.nanoTime() - PAUSE.toNanos();

    /** @param publicUrl the address of this server for everyone; empty: the one of each request */
    Provider(OidcProperties properties, String publicUrl, RestOperations http) {
        this.properties = properties;
        this.redirectBase = publicUrl.isEmpty() ? "{baseUrl}" : publicUrl.replaceAll("/+$", "");
        this.http = http;
    }

    /** @throws ProviderUnavailableException when the provider has not described itself yet, and does not now */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
        return registrationId.equals(ID) ? registration() : null;
    }

    /** Where to end the session at the provider; null: it cannot be done, or the provider has not been reached. */
    @Nullable
    String endSessionAddress() {
        ClientRegistration registration = known;
        return registration != null
                        && registration
                                        .getProviderDetails()
                                        .getConfigurationMetadata()
                                        .get("end_session_endpoint")
                                instanceof String address
                ? address
                : null;
    }

    ClientRegistration registration() {
        ClientRegistration before = known;
        if (before != null) {
            return before;
        }
        lock();
        try {
            ClientRegistration meanwhile = known;
            if (meanwhile != null) {
                return meanwhile;
            }
            if (System.nanoTime() - failedAtNanos < PAUSE.toNanos()) {
                throw new ProviderUnavailableException("The provider could not be reached a moment ago");
            }
            ClientRegistration found = ask();
            known = found;
            log.info("The provider of OpenID Connect answers; people can sign in there");
            return found;
        } catch (ProviderUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            failedAtNanos = System.nanoTime();
            log.atWarn()
                    .addKeyValue("issuer", properties.issuer())
                    .addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("The provider of OpenID Connect cannot be used; it is asked again when somebody signs in");
            throw new ProviderUnavailableException("The provider cannot be used", e);
        } finally {
            asking.unlock();
        }
    }

    private void lock() {
        try {
            if (!asking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProviderUnavailableException("The provider takes too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException("Interrupted", e);
        }
    }

    private ClientRegistration ask() {
        String address = properties.issuerId() + DESCRIPTION_PATH;
        Map<String, Object> description =
                http.exchange(address, HttpMethod.GET, null, DESCRIPTION).getBody();
        if (description == null) {
            throw new IllegalStateException("The provider describes itself by nothing");
        }
        if (!(description.get("issuer") instanceof String issuer)
                || !withoutSlash(issuer).equals(properties.issuerId())) {
            throw new IllegalStateException("The provider calls itself otherwise: " + description.get("issuer"));
        }
        ClientRegistration.Builder registration = ClientRegistrations.fromOidcConfiguration(description)
                .registrationId(ID)
                .clientId(properties.clientId())
                .clientSecret(properties.clientSecret())
                .clientName(properties.name())
                .scope(properties.scopes())
                .redirectUri(redirectBase + "/login/oauth2/code/{registrationId}")
                .clientSettings(ClientSettings.builder().requireProofKey(true).build());
        if (properties.clientSecret().isEmpty()) {
            registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        }
        return registration.build();
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
