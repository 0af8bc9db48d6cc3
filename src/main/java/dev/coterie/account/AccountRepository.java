package dev.coterie.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.LockModeType;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

/** The {@code account} table. */
interface AccountRepository extends JpaRepository<AccountEntity, Long>, JpaSpecificationExecutor<AccountEntity> {

    Optional<AccountEntity> findByUsername(String username);

    @Query("select count(a) > 0 from AccountEntity a where lower(a.username) = lower(:username)")
    boolean existsIgnoringCase(@Param("username") String username);

    @Query("select a.username from AccountEntity a")
    List<String> usernames();

    boolean existsBySuperuserTrueAndActiveTrue();

    /** Everybody, groups included. */
    @Query("select a from AccountEntity a left join fetch a.groups order by a.username")
    List<AccountEntity> findAllWithGroups();

    /** Locks, so that two administrators cannot remove each other as the last one. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from AccountEntity a where a.superuser = true and a.active = true order by a.id")
    List<AccountEntity> lockActiveSuperusers();

    /** Locks, so that a change that happens meanwhile is not undone. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from AccountEntity a where a.id = :id")
    Optional<AccountEntity> lock(@Param("id") long id);

    /** Those with an address, in whatever case; it is not empty. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from AccountEntity a where lower(a.email) = lower(:email) order by a.id")
    List<AccountEntity> lockByEmail(@Param("email") String email);

    @Query("select g.name from AccountEntity a join a.groups g where a.username = :username order by g.name")
    List<String> groupNamesOf(@Param("username") String username);

    @Query("select p from AccountEntity a join a.permissions p where a.id = :id")
    List<Permission> permissionsOf(@Param("id") long id);

    @Query("select p from AccountEntity a join a.groups g join g.permissions p where a.id = :id")
    List<Permission> groupPermissionsOf(@Param("id") long id);

    @Query("select new dev.coterie.account.GroupPermission(g.name, p) "
            + "from AccountEntity a join a.groups g join g.permissions p where a.id = :id")
    List<GroupPermission> permissionsByGroups(@Param("id") long id);

    @Query("select a from AccountEntity a join a.groups g where g.id = :groupId order by a.username")
    List<AccountEntity> findByGroup(@Param("groupId") long groupId);

    @Modifying
    @Query("update AccountEntity a set a.lastLoginAt = :instant where a.id = :id")
    void recordLogin(@Param("id") long id, @Param("instant") Instant instant);

    /** Hashes that another system has made and that were not replaced by ours yet. */
    @Query("select a.passwordHash from AccountEntity a where a.passwordHash like '{django}%' order by a.id")
    List<String> importedHashes(Limit limit);

    /** Replaces the hash of a password by a better one of the same password, unless another was set meanwhile. */
    @Modifying
    @Query("update AccountEntity a set a.passwordHash = :better where a.id = :id and a.passwordHash = :known")
    void upgradeHash(@Param("id") long id, @Param("known") String known, @Param("better") String better);
}
