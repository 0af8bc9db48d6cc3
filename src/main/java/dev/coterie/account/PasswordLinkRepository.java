package dev.coterie.account;

import java.time.Instant;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

/** The {@code account_password_link} table. */
interface PasswordLinkRepository extends JpaRepository<PasswordLinkEntity, String> {

    /** Of two who use a link at once one gets 1, the other 0. */
    @Modifying
    @Query("delete from PasswordLinkEntity l where l.tokenHash = :hash")
    int take(@Param("hash") String hash);

    @Modifying
    @Query("delete from PasswordLinkEntity l where l.accountId = :accountId")
    void forgetThoseOf(@Param("accountId") long accountId);

    @Modifying
    @Query("delete from PasswordLinkEntity l where l.expiresAt < :instant")
    void forgetBefore(@Param("instant") Instant instant);
}
