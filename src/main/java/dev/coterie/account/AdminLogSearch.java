package dev.coterie.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/** Reading the log, the newest entries first. Thread-safe; blocks on the database. */
@Component
@PreAuthorize("hasAuthority('LOG_VIEW')")
public class AdminLogSearch {

    private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "id");

    /** How many entries are in memory at once when all of them are asked for. */
    private static final int CHUNK = 500;

    private final AdminEntryRepository entries;

    AdminLogSearch(AdminEntryRepository entries) {
        this.entries = entries;
    }

    /** @param page from 0 */
    public Page<AdminEntry> page(AdminLogQuery query, int page, int pageSize) {
        return entries.findAll(matching(query), PageRequest.of(page, pageSize, NEWEST_FIRST))
                .map(AdminEntryEntity::toEntry);
    }

    /** Hands over all entries; those that are written meanwhile are left out. */
    public void each(AdminLogQuery query, Consumer<AdminEntry> receiver) {
        long before = Long.MAX_VALUE;
        List<AdminEntryEntity> chunk;
        do {
            chunk = olderThan(before, query);
            for (AdminEntryEntity entry : chunk) {
                receiver.accept(entry.toEntry());
                before = entry.id();
            }
        } while (chunk.size() == CHUNK);
    }

    private List<AdminEntryEntity> olderThan(long id, AdminLogQuery query) {
        Specification<AdminEntryEntity> older = (entry, ignored, builder) -> builder.lt(entry.get("id"), id);
        return entries.<AdminEntryEntity, List<AdminEntryEntity>>findBy(
                matching(query).and(older),
                found -> found.sortBy(NEWEST_FIRST).limit(CHUNK).all());
    }

    private static Specification<AdminEntryEntity> matching(AdminLogQuery query) {
        return (entry, ignored, builder) -> {
            List<Predicate> all = new ArrayList<>();
            contains(builder, entry, "actor", query.actor()).ifPresent(all::add);
            contains(builder, entry, "objectName", query.object()).ifPresent(all::add);
            contains(builder, entry, "address", query.address()).ifPresent(all::add);
            Optional.ofNullable(query.kind()).ifPresent(kind -> all.add(builder.equal(entry.get("kind"), kind)));
            Optional.ofNullable(query.action())
                    .ifPresent(action -> all.add(builder.equal(entry.get("action"), action)));
            Optional.ofNullable(query.from())
                    .ifPresent(from -> all.add(builder.greaterThanOrEqualTo(entry.get("happenedAt"), from)));
            Optional.ofNullable(query.until())
                    .ifPresent(until -> all.add(builder.lessThan(entry.get("happenedAt"), until)));
            return builder.and(all.toArray(Predicate[]::new));
        };
    }

    private static Optional<Predicate> contains(
            CriteriaBuilder builder, Root<AdminEntryEntity> entry, String attribute, String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(builder.like(
                        builder.lower(entry.get(attribute)),
                        AccountSearch.pattern(text.strip().toLowerCase(Locale.ROOT)),
                        AccountSearch.ESCAPE));
    }
}
