package dev.coterie.account;

import java.util.List;
import java.util.function.Function;

import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor.SpecificationFluentQuery;
import org.springframework.data.repository.Repository;

/** The {@code admin_entry} table. It offers nothing that changes or deletes an entry. */
interface AdminEntryRepository extends Repository<AdminEntryEntity, Long> {

    /** Adds an entry. */
    AdminEntryEntity save(AdminEntryEntity entry);

    List<AdminEntryEntity> findByOrderByIdDesc(Limit limit);

    List<AdminEntryEntity> findByActorOrderByIdDesc(String actor, Limit limit);

    List<AdminEntryEntity> findByKindAndObjectIdOrderByIdDesc(AdminEntry.Kind kind, long objectId, Limit limit);

    Page<AdminEntryEntity> findAll(Specification<AdminEntryEntity> wanted, Pageable page);

    <S extends AdminEntryEntity, R> R findBy(
            Specification<AdminEntryEntity> wanted, Function<? super SpecificationFluentQuery<S>, R> query);

    Page<AdminEntryEntity> findByKindAndObjectIdOrderByIdDesc(AdminEntry.Kind kind, long objectId, Pageable page);
}
