package dev.coterie.account;

import java.util.List;

import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;

/** The {@code admin_entry} table. */
interface AdminEntryRepository extends JpaRepository<AdminEntryEntity, Long> {

    List<AdminEntryEntity> findByOrderByIdDesc(Limit limit);

    List<AdminEntryEntity> findByActorOrderByIdDesc(String actor, Limit limit);

    List<AdminEntryEntity> findByKindAndObjectIdOrderByIdDesc(AdminEntry.Kind kind, long objectId, Limit limit);

    Page<AdminEntryEntity> findByKindAndObjectIdOrderByIdDesc(AdminEntry.Kind kind, long objectId, Pageable page);
}
