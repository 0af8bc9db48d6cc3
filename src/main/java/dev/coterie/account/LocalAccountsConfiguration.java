package dev.coterie.account;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** {@link LocalAccounts} and what they need, for tools without a server. The server finds it all by itself. */
@Import({
    AccountConfiguration.class,
    AccountMaker.class,
    AccountTime.class,
    LocalAccounts.class,
    PasswordPolicy.class,
    Revocations.class
})
@EntityScan(basePackageClasses = AccountEntity.class)
@EnableJpaRepositories(basePackageClasses = AccountRepository.class)
public class LocalAccountsConfiguration {}
