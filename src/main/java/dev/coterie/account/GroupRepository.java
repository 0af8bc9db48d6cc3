package dev.coterie.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

/** The {@code account_group} table. */
interface GroupRepository extends JpaRepository<GroupEntity, Long> {

    Optional<GroupEntity> findByName(String name);

    List<GroupEntity> findByNameIn(Collection<String> names);

    @Query("select count(g) > 0 from GroupEntity g where lower(g.name) = lower(:name) and g.id <> :except")
    boolean existsIgnoringCase(@Param("name") String name, @Param("except") long except);

    @Query("select new dev.coterie.account.GroupSummary(g.id, g.name, "
            + "(select count(a) from AccountEntity a join a.groups m where m = g)) from GroupEntity g "
            + "order by lower(g.name), g.id")
    List<GroupSummary> summaries();
}
