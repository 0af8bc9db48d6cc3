package dev.coterie.account;

import java.time.Instant;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

/** The {@code account_deletion} table. */
interface DeletionRepository extends JpaRepository<DeletionEntity, String> {

    @Modifying
    @Query("delete from DeletionEntity d where d.deletedAt < :instant")
    void forgetBefore(@Param("instant") Instant instant);
}
