package dev.coterie.account;

import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

/** The {@code account_identity} table. */
interface IdentityRepository extends JpaRepository<IdentityEntity, Long> {

    @Query("select i.account.id from IdentityEntity i where i.issuer = :issuer and i.subject = :subject")
    Optional<Long> accountOf(@Param("issuer") String issuer, @Param("subject") String subject);

    @Query("select i from IdentityEntity i join fetch i.account where i.issuer = :issuer and i.subject = :subject")
    Optional<IdentityEntity> findBySubject(@Param("issuer") String issuer, @Param("subject") String subject);

    @Query("select i from IdentityEntity i where i.account.id = :accountId order by i.id")
    List<IdentityEntity> findByAccount(@Param("accountId") long accountId);
}
