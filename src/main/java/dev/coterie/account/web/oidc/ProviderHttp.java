package dev.coterie.account.web.oidc;

import java.time.Duration;

import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** How the provider is spoken to: never for long, for somebody waits and holds a thread. Thread-safe. */
class ProviderHttp {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration READ = Duration.ofSeconds(5);

    private final SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();

    ProviderHttp() {
        requests.setConnectTimeout(CONNECT);
        requests.setReadTimeout(READ);
    }

    RestTemplate plain() {
        return new RestTemplate(requests);
    }

    /** Tells errors as OAuth 2.0 does. */
    RestTemplate forUserInfo() {
        RestTemplate rest = plain();
        rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        return rest;
    }

    RestClient forTokens() {
        return RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> {
                    converters.addCustomConverter(new FormHttpMessageConverter());
                    converters.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
    }
}
