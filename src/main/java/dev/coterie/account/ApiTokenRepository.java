package dev.coterie.account;

import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

/** The {@code api_token} table. */
interface ApiTokenRepository extends JpaRepository<ApiTokenEntity, Long> {

    @Query("select t from ApiTokenEntity t join fetch t.account where t.hash = :hash")
    Optional<ApiTokenEntity> findByHash(@Param("hash") String hash);

    @Query("select t from ApiTokenEntity t where t.account.id = :accountId order by t.id")
    List<ApiTokenEntity> findByAccount(@Param("accountId") long accountId);

    /** Somebody else's token is none. */
    @Query("select t from ApiTokenEntity t where t.id = :id and t.account.id = :accountId")
    Optional<ApiTokenEntity> findOwn(@Param("id") long id, @Param("accountId") long accountId);

    @Modifying
    @Query("delete from ApiTokenEntity t where t.account.id = :accountId")
    void deleteByAccount(@Param("accountId") long accountId);
}
