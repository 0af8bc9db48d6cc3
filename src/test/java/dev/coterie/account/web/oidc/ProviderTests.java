package dev.coterie.account.web.oidc;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import dev.coterie.account.OidcProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProviderTests {

    private final TestProvider real = new TestProvider();

    @AfterEach
    void stop() {
        real.stop();
    }

    @Test
    void asksAgainUntilItIsAnswered() {
        real.stop();
        Provider provider = provider(real.issuer(), "", "");
        assertThatThrownBy(provider::registration).isInstanceOf(ProviderUnavailableException.class);
        assertThat(provider.endSessionAddress()).isNull();
        real.start();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> provider.registration() != null);
        assertThat(provider.endSessionAddress()).isEqualTo(real.issuer() + "/end");
        real.stop();
        assertThat(provider.findByRegistrationId("oidc")).isNotNull();
        assertThat(provider.findByRegistrationId("another")).isNull();
        real.start();
    }

    @Test
    void takesOneForTheOtherWithOrWithoutASlash() {
        assertThat(provider(real.issuer() + "/", "", "")
                        .registration()
                        .getProviderDetails()
                        .getIssuerUri())
                .isEqualTo(real.issuer());
    }

    @Test
    void refusesAProviderThatCallsItselfOtherwise() {
        Provider provider = provider(real.issuer().replace("localhost", "127.0.0.1"), "", "");

        assertThatThrownBy(provider::registration)
                .isInstanceOf(ProviderUnavailableException.class)
                .hasRootCauseMessage("The provider calls itself otherwise: " + real.issuer());
    }

    @Test
    void isComeBackFromToThePublicAddress() {
        ClientRegistration registration =
                provider(real.issuer(), "https://pad.example.org/", "hush").registration();

        assertThat(registration.getRedirectUri())
                .isEqualTo("https://pad.example.org/login/oauth2/code/{registrationId}");
        assertThat(registration.getClientAuthenticationMethod())
                .isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        assertThat(provider(real.issuer(), "", "").registration().getClientAuthenticationMethod())
                .isEqualTo(ClientAuthenticationMethod.NONE);
    }

    private static Provider provider(String issuer, String publicUrl, String secret) {
        OidcProperties properties = new Binder(new MapConfigurationPropertySource(Map.of(
                        "coterie.oidc.issuer", issuer,
                        "coterie.oidc.client-id", "coterie",
                        "coterie.oidc.client-secret", secret)))
                .bindOrCreate("coterie.oidc", OidcProperties.class);
        return new Provider(properties, publicUrl, new ProviderHttp().plain());
    }
}
