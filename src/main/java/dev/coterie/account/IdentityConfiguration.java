package dev.coterie.account;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Apart from the rest, so that no mistake in it keeps the command line from accounts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OidcProperties.class)
class IdentityConfiguration {}
