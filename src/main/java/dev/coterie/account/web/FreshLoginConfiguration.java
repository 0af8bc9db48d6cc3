package dev.coterie.account.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Looks at every handler for {@link FreshLogin}. */
@Configuration(proxyBeanMethods = false)
class FreshLoginConfiguration {

    @Bean
    MappedInterceptor freshLoginInterceptor(FreshLogins logins) {
        return new MappedInterceptor(new String[] {"/**"}, new FreshLoginInterceptor(logins));
    }
}
