package dev.coterie.zwibbler.http;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

import dev.coterie.document.RecordStore;
import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.ZwibblerProperties;
import dev.coterie.zwibbler.access.BoardTokens;

/** Puts the HTTP side of the socket's address together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ZwibblerProperties.class)
class SocketHttpConfiguration {

    private static final String PATH = "/socket";

    /**
     * Neither accounts nor their sessions mean anything here: whoever comes has a token, or the management API's secret.
     * And nothing here may look for parameters in the body.
     */
    @Bean
    @Order(0)
    SecurityFilterChain socketAddress(HttpSecurity http) throws Exception {
        return http.securityMatcher(PATH)
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    FilterRegistrationBean<SocketHttpFilter> socketHttpFilter(
            ZwibblerProperties properties,
            @Lazy Boards boards,
            BoardTokens tokens,
            RecordStore records,
            ObjectProvider<InstantSource> clock) {
        Waiting waiting = new Waiting(properties.requestTimeout());
        ManagementApi management = new ManagementApi(
                new Secret(properties.secretUser(), properties.secretPassword()),
                new RequestReader(properties.maxUploadSize().toBytes()),
                boards,
                tokens,
                waiting);
        StorageProbe storage = new StorageProbe(records, clock.getIfAvailable(InstantSource::system));
        FilterRegistrationBean<SocketHttpFilter> registration =
                new FilterRegistrationBean<>(new SocketHttpFilter(management, storage, waiting));
        registration.addUrlPatterns(PATH);
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    @Bean
    Webhook webhook(ZwibblerProperties properties) {
        return new Webhook(properties);
    }
}
