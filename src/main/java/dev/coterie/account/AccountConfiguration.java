package dev.coterie.account;

import java.util.Map;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import dev.coterie.account.django.DjangoPasswordEncoder;

/** What accounts need with or without a web server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    AccessProperties.class,
    ApiTokenProperties.class,
    FirstSuperuserProperties.class,
    LoginProperties.class,
    PasswordProperties.class,
    SignUpProperties.class
})
class AccountConfiguration {

    /** What a stored hash begins with, in braces, when it was made here. */
    static final String OWN_HASHES = "bcrypt";

    /** The same for one that a Django site has made: {@code {django}}, then what Django had stored. */
    static final String DJANGO_HASHES = "django";

    @Bean
    PasswordEncoder passwordEncoder(PasswordProperties properties) {
        DelegatingPasswordEncoder kinds = new DelegatingPasswordEncoder(
                OWN_HASHES,
                Map.of(
                        OWN_HASHES, new BCryptPasswordEncoder(properties.cost()),
                        DJANGO_HASHES, new DjangoPasswordEncoder()));
        return new BoundedPasswordEncoder(kinds, properties.concurrency());
    }
}
