package dev.coterie.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Root;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The directory over the database. Thread-safe. */
@Component
class JpaAccountDirectory implements AccountDirectory {

    private final AccountRepository accounts;
    private final GroupRepository groups;
    private final PasswordLogin login;
    private final TokenAdmission admission;
    private final EntityManager entities;

    JpaAccountDirectory(
            AccountRepository accounts,
            GroupRepository groups,
            PasswordLogin login,
            TokenAdmission admission,
            EntityManager entities) {
        this.accounts = accounts;
        this.groups = groups;
        this.login = login;
        this.admission = admission;
        this.entities = entities;
    }

    @Override
    public Optional<Account> find(String username) {
        return Names.isStorable(username)
                ? accounts.findByUsername(username).map(AccountEntity::toAccount)
                : Optional.empty();
    }

    @Override
    public Optional<Account> authenticate(String username, String password, String address) {
        return login.attempt(username, password, address) instanceof LoginOutcome.Admitted admitted
                ? Optional.of(admitted.principal().account())
                : Optional.empty();
    }

    @Override
    public Optional<Account> admit(ExternalUser user, @Nullable Instant issuedAt) {
        return admission.admit(user, issuedAt);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Account> search(
            String text, List<SearchField> fields, SearchField orderBy, boolean ascending, int offset, int limit) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<AccountEntity> query = builder.createQuery(AccountEntity.class);
        Root<AccountEntity> account = query.from(AccountEntity.class);
        Expression<String> key = builder.lower(account.get(AccountSearch.attribute(orderBy)));
        query.where(AccountSearch.contains(builder, account, text, fields.isEmpty() ? everything() : fields))
                .orderBy(
                        ascending ? builder.asc(key) : builder.desc(key),
                        ascending ? builder.asc(account.get("id")) : builder.desc(account.get("id")));
        return entities.createQuery(query)
                .setFirstResult(Math.max(0, offset))
                .setMaxResults(Math.max(1, limit))
                .getResultStream()
                .map(AccountEntity::toAccount)
                .toList();
    }

    @Override
    public List<String> groupsOf(String username) {
        return Names.isStorable(username) ? accounts.groupNamesOf(username) : List.of();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<List<String>> membersOf(String group) {
        return groups.findByName(group)
                .map(found -> accounts.findByGroup(found.id()).stream()
                        .map(AccountEntity::username)
                        .toList());
    }

    private static List<SearchField> everything() {
        return List.of(SearchField.values());
    }
}
