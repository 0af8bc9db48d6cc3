package dev.coterie.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

/** The {@code account_invitation} table. */
interface InvitationRepository extends JpaRepository<InvitationEntity, Long> {

    Optional<InvitationEntity> findByTokenHash(String tokenHash);

    @Query("select i from InvitationEntity i where i.expiresAt > :now order by i.id desc")
    List<InvitationEntity> findThoseAfter(@Param("now") Instant now);

    @Query("select count(i) from InvitationEntity i where i.expiresAt > :now and i.uses < i.maxUses")
    long countUsable(@Param("now") Instant now);

    /** However many use it at once, no more than it allows get 1. */
    @Modifying
    @Query("update InvitationEntity i set i.uses = i.uses + 1 where i.id = :id and i.uses < i.maxUses")
    int use(@Param("id") long id);

    /** The rows of its groups go with it. */
    @Modifying
    @Query(value = "delete from account_invitation where expires_at < :instant", nativeQuery = true)
    void forgetBefore(@Param("instant") Instant instant);
}
