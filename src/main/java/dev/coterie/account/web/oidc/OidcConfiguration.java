package dev.coterie.account.web.oidc;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.coterie.account.OidcProperties;
import dev.coterie.account.ProviderSignIn;

/** The one provider that there may be. */
@Configuration(proxyBeanMethods = false)
@WithProvider
class OidcConfiguration {

    @Bean
    OidcSignIn oidcSignIn(
            OidcProperties properties, ProviderSignIn accounts, @Value("${coterie.public-url:}") String publicUrl) {
        ProviderHttp http = new ProviderHttp();
        Provider provider = new Provider(properties, publicUrl, http.plain());
        return new OidcSignIn(
                provider, http, accounts, new Claims(properties), new ProviderLogout(properties, provider, publicUrl));
    }
}
