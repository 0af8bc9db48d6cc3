package dev.coterie.account;

import java.time.Instant;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

/** The {@code account_sign_up} table. */
interface SignUpRepository extends JpaRepository<SignUpEntity, String> {

    /** Of two who use a link at once one gets 1, the other 0. */
    @Modifying
    @Query("delete from SignUpEntity s where s.tokenHash = :hash")
    int take(@Param("hash") String hash);

    @Modifying
    @Query("delete from SignUpEntity s where s.email = :email")
    void forgetThoseOf(@Param("email") String email);

    @Modifying
    @Query("delete from SignUpEntity s where s.expiresAt < :instant")
    void forgetBefore(@Param("instant") Instant instant);
}
