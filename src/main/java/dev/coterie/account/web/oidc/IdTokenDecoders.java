package dev.coterie.account.web.oidc;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestOperations;

/**
 * Verifies ID tokens: signed by a key of the provider with an algorithm that it names, from it, for us, and of now.
 * Thread-safe; fetches the provider's keys when it meets one that it does not know.
 *
 * <p>Signatures by public keys only, whatever the provider names: never {@code none}, nor one made with the client's
 * secret.
 */
class IdTokenDecoders implements JwtDecoderFactory<ClientRegistration> {

    private static final String NAMED = "id_token_signing_alg_values_supported";

    private final RestOperations http;

    /** There is one registration at a time. */
    private final Cache<ClientRegistration, JwtDecoder> decoders =
            Caffeine.newBuilder().maximumSize(1).build();

    IdTokenDecoders(RestOperations http) {
        this.http = http;
    }

    @Override
    public JwtDecoder createDecoder(ClientRegistration registration) {
        return decoders.get(registration, this::make);
    }

    private JwtDecoder make(ClientRegistration registration) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
                .restOperations(http)
                .jwsAlgorithms(algorithms -> algorithms.addAll(namedBy(registration)))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        return decoder;
    }

    private static Set<SignatureAlgorithm> namedBy(ClientRegistration registration) {
        Object named =
                registration.getProviderDetails().getConfigurationMetadata().get(NAMED);
        Set<SignatureAlgorithm> algorithms = named instanceof List<?> names
                ? Set.of(SignatureAlgorithm.values()).stream()
                        .filter(algorithm -> names.contains(algorithm.getName()))
                        .collect(Collectors.toSet())
                : Set.of();
        return algorithms.isEmpty() ? Set.of(SignatureAlgorithm.RS256) : algorithms;
    }
}
