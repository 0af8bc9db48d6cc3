package dev.coterie.account;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Import;

/** {@link LocalAccounts} and what they need, for tools without a server. The server finds it all by itself. */
@Import({
    AccountConfiguration.class,
    AccountMaker.class,
    AccountTime.class,
    AdminLog.class,
    DjangoImport.class,
    LocalAccounts.class,
    PasswordPolicy.class,
    RepositoryConfiguration.class,
    Revocations.class
})
@EntityScan(basePackageClasses = AccountEntity.class)
public class LocalAccountsConfiguration {}
