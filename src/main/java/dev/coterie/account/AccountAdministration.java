package dev.coterie.account;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import jakarta.persistence.criteria.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.coterie.account.AccountDirectory.SearchField;
import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.Refusal.Reason;

/**
 * What staff may do to accounts. Thread-safe; blocks on the database.
 *
 * <p>Each change names who makes it. Staff who are not superusers touch nobody who may do more than they, and give nobody
 * staff or superuser rights, nor any permission that they do not have; nobody takes away the last active superuser, nor
 * locks themselves out.
 */
@Component
@PreAuthorize("hasRole('STAFF')")
public class AccountAdministration {

    private final AccountRepository accounts;
    private final GroupRepository groups;
    private final AccountMaker maker;
    private final AccountTime time;
    private final Revocations revocations;
    private final AdminLog adminLog;
    private final ApiTokenRepository tokens;
    private final Seniority seniority;

    AccountAdministration(
            AccountRepository accounts,
            GroupRepository groups,
            AccountMaker maker,
            AccountTime time,
            Revocations revocations,
            AdminLog adminLog,
            ApiTokenRepository tokens,
            Seniority seniority) {
        this.accounts = accounts;
        this.groups = groups;
        this.maker = maker;
        this.time = time;
        this.revocations = revocations;
        this.adminLog = adminLog;
        this.tokens = tokens;
        this.seniority = seniority;
    }

    public long count() {
        return accounts.count();
    }

    @Transactional(readOnly = true)
    public Optional<AccountDetails> find(long id) {
        return accounts.findById(id).map(AccountEntity::toDetails);
    }

    @Transactional(readOnly = true)
    public Page<AccountDetails> list(AccountQuery query) {
        Sort.Order first = new Sort.Order(
                        query.ascending() ? Sort.Direction.ASC : Sort.Direction.DESC,
                        query.order().attribute())
                .nullsLast();
        Sort sort = Sort.by(query.order().isText() ? first.ignoreCase() : first).and(Sort.by("id"));
        return accounts.findAll(matching(query), PageRequest.of(query.page(), query.pageSize(), sort))
                .map(AccountEntity::toDetails);
    }

    /** What the groups of an account give it, by group and permission. */
    public List<GroupPermission> permissionsByGroups(long id) {
        return accounts.permissionsByGroups(id).stream()
                .sorted(Comparator.comparing(GroupPermission::group).thenComparing(GroupPermission::permission))
                .toList();
    }

    private Specification<AccountEntity> matching(AccountQuery query) {
        return (account, ignored, builder) -> {
            List<Predicate> all = new ArrayList<>();
            for (String word : query.text().strip().split("\\s+")) {
                all.add(AccountSearch.contains(builder, account, word, List.of(SearchField.values())));
            }
            BiConsumer<String, Boolean> flag =
                    (attribute, wanted) -> all.add(builder.equal(account.get(attribute), wanted));
            Optional.ofNullable(query.active()).ifPresent(wanted -> flag.accept("active", wanted));
            Optional.ofNullable(query.staff()).ifPresent(wanted -> flag.accept("staff", wanted));
            Optional.ofNullable(query.superuser()).ifPresent(wanted -> flag.accept("superuser", wanted));
            Optional.ofNullable(query.lastLogin())
                    .ifPresent(wanted -> all.add(wanted.of(builder, account.get("lastLoginAt"), time.now())));
            Optional.ofNullable(query.group())
                    .ifPresent(wanted ->
                            all.add(builder.equal(account.join("groups").get("id"), wanted)));
            return builder.and(all.toArray(Predicate[]::new));
        };
    }

    /**
     * Adds an account.
     *
     * @param password null: none opens it
     * @return its id
     * @throws RefusedException with the fields {@code username} and {@code password}, or by the rules above
     */
    public long add(Account actor, String username, @Nullable String password, AccountChange wanted) {
        List<Refusal> refusals = new ArrayList<>(maker.checkUsername(username));
        if (password != null) {
            refusals.addAll(maker.checkPassword("password", password, wanted.of(0, username)));
        }
        if ((wanted.staff() || wanted.superuser()) && !actor.superuser()) {
            refusals.add(Refusal.of(Reason.FLAGS_SUPERUSERS_ONLY));
        }
        RefusedException.ifAny(refusals);
        List<Long> id = new ArrayList<>();
        try {
            revocations.during(revoked -> {
                AccountEntity account = maker.make(username);
                if (password != null) {
                    maker.begin(account, password);
                }
                RefusedException.ifAny(againstGiving(actor, account, wanted));
                apply(account, wanted);
                id.add(accounts.saveAndFlush(account).id());
                note(actor, AdminAction.ADDED, account);
            });
        } catch (DataIntegrityViolationException e) {
            // Somebody else has added it meanwhile.
            throw new RefusedException(Refusal.of("username", Reason.USERNAME_TAKEN));
        }
        return id.get(id.size() - 1);
    }

    /** @throws RefusedException by the rules above */
    public void change(Account actor, long id, AccountChange wanted) {
        revocations.during(revoked -> {
            AccountEntity account = editable(actor, id);
            Account before = account.toAccount();
            boolean superuserGoes = before.superuser() && (!wanted.superuser() || !wanted.active());
            List<Refusal> refusals = new ArrayList<>();
            if (!actor.superuser()
                    && (before.staff() != (wanted.staff() || wanted.superuser())
                            || before.superuser() != wanted.superuser())) {
                refusals.add(Refusal.of(Reason.FLAGS_SUPERUSERS_ONLY));
            }
            if (superuserGoes && isLastSuperuser(account)) {
                refusals.add(Refusal.of(Reason.LAST_SUPERUSER));
            } else if (actor.id() == id && before.active() && !wanted.active()) {
                refusals.add(Refusal.of("active", Reason.NOT_YOURSELF_DEACTIVATE));
            } else if (actor.id() == id
                    && ((before.superuser() && !wanted.superuser())
                            || (before.staff() && !wanted.staff() && !wanted.superuser()))) {
                refusals.add(Refusal.of(Reason.NOT_YOURSELF_DEMOTE));
            }
            refusals.addAll(againstGiving(actor, account, wanted));
            RefusedException.ifAny(refusals);
            Map<String, String> described = account.described();
            apply(account, wanted);
            account.profileChangedAt(time.now());
            if (before.active() && !wanted.active()) {
                account.revokeBefore(time.now());
                revoked.accept(account.username());
            }
            adminLog.note(
                    actor,
                    AdminAction.CHANGED,
                    Kind.USER,
                    id,
                    account.username(),
                    FieldChange.between(described, account.described()));
        });
    }

    /** @throws RefusedException with the field {@code password}, or by the rules above */
    public void setPassword(Account actor, long id, String password) {
        revocations.during(revoked -> {
            AccountEntity account = editable(actor, id);
            RefusedException.ifAny(maker.checkPassword("password", password, account.toAccount()));
            maker.replacePassword(account, password);
            revoked.accept(account.username());
            note(actor, AdminAction.PASSWORD_SET, account);
        });
    }

    /**
     * Takes the password away: none opens the account until one is set. What is open with it ends.
     *
     * @throws RefusedException by the rules above; nobody does it to themselves
     */
    public void removePassword(Account actor, long id) {
        revocations.during(revoked -> {
            AccountEntity account = editable(actor, id);
            if (actor.id() == id) {
                throw new RefusedException(Refusal.of(Reason.NOT_YOURSELF_PASSWORD));
            }
            account.passwordHash(AccountEntity.NO_PASSWORD);
            account.revokeBefore(time.now());
            revoked.accept(account.username());
            note(actor, AdminAction.PASSWORD_REMOVED, account);
        });
    }

    /** @throws RefusedException by the rules above */
    public void activate(Account actor, long id) {
        revocations.during(revoked -> {
            AccountEntity account = editable(actor, id);
            Account before = account.toAccount();
            account.allow(true, before.staff(), before.superuser());
            note(actor, AdminAction.ACTIVATED, account);
        });
    }

    /** @throws RefusedException by the rules above */
    public void deactivate(Account actor, long id) {
        revocations.during(revoked -> {
            AccountEntity account = editable(actor, id);
            RefusedException.ifAny(againstRemoval(actor, account, Reason.NOT_YOURSELF_DEACTIVATE));
            Account before = account.toAccount();
            account.allow(false, before.staff(), before.superuser());
            account.revokeBefore(time.now());
            revoked.accept(account.username());
            note(actor, AdminAction.DEACTIVATED, account);
        });
    }

    /**
     * Ends every session, every open document and every token of an account, those of programs too.
     *
     * @throws RefusedException by the rules above
     */
    public void logOutEverywhere(Account actor, long id) {
        revocations.during(revoked -> {
            AccountEntity account = editable(actor, id);
            account.revokeBefore(time.now());
            revoked.accept(account.username());
            tokens.deleteByAccount(id);
            note(actor, AdminAction.LOGGED_OUT, account);
        });
    }

    /** @throws RefusedException by the rules above */
    public void delete(Account actor, long id) {
        revocations.during(revoked -> {
            AccountEntity account = editable(actor, id);
            RefusedException.ifAny(againstRemoval(actor, account, Reason.NOT_YOURSELF_DELETE));
            maker.delete(account);
            revoked.accept(account.username());
            note(actor, AdminAction.DELETED, account);
        });
    }

    /** What speaks against changing an account in any way; a page asks before it offers it. */
    @Transactional(readOnly = true)
    public List<Refusal> againstChange(Account actor, long id) {
        return accounts.findById(id)
                .map(account -> seniority.againstTouching(actor, account))
                .orElseGet(() -> List.of(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
    }

    /** What speaks against deleting an account; a page asks before it offers it. */
    @Transactional
    public List<Refusal> againstDeletion(Account actor, long id) {
        return against(actor, id, AccountAction.DELETE);
    }

    /** What speaks against doing something to an account; a page asks before it offers it. */
    @Transactional
    public List<Refusal> against(Account actor, long id, AccountAction action) {
        return accounts.findById(id)
                .map(account -> {
                    List<Refusal> touching = seniority.againstTouching(actor, account);
                    return touching.isEmpty() ? against(actor, account, action) : touching;
                })
                .orElseGet(() -> List.of(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
    }

    private List<Refusal> against(Account actor, AccountEntity account, AccountAction action) {
        return switch (action) {
            case ACTIVATE, LOG_OUT -> List.of();
            case DEACTIVATE -> againstRemoval(actor, account, Reason.NOT_YOURSELF_DEACTIVATE);
            case DELETE -> againstRemoval(actor, account, Reason.NOT_YOURSELF_DELETE);
        };
    }

    private List<Refusal> againstRemoval(Account actor, AccountEntity account, Reason self) {
        List<Refusal> refusals = new ArrayList<>();
        if (actor.id() == account.id()) {
            refusals.add(Refusal.of(self));
        } else if (isLastSuperuser(account)) {
            refusals.add(Refusal.of(Reason.LAST_SUPERUSER));
        }
        return refusals;
    }

    private boolean isLastSuperuser(AccountEntity account) {
        return account.superuser()
                && account.active()
                && accounts.lockActiveSuperusers().stream().allMatch(other -> Objects.equals(other.id(), account.id()));
    }

    private AccountEntity editable(Account actor, long id) {
        AccountEntity account =
                accounts.findById(id).orElseThrow(() -> new RefusedException(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
        RefusedException.ifAny(seniority.againstTouching(actor, account));
        return account;
    }

    private List<Refusal> againstGiving(Account actor, AccountEntity account, AccountChange wanted) {
        Set<Permission> given = EnumSet.noneOf(Permission.class);
        given.addAll(wanted.permissions());
        given.removeAll(account.permissions());
        Set<GroupEntity> joined = new HashSet<>(groups.findAllById(wanted.groupIds()));
        joined.removeAll(account.groups());
        return seniority.againstGiving(actor, given, joined);
    }

    private void note(Account actor, AdminAction action, AccountEntity account) {
        adminLog.note(actor, action, Kind.USER, account.id(), account.username());
    }

    private void apply(AccountEntity account, AccountChange wanted) {
        ProfileChange profile = wanted.profile();
        account.name(profile.firstName(), profile.lastName(), profile.displayName(), profile.email());
        account.allow(wanted.active(), wanted.staff(), wanted.superuser());
        HashSet<GroupEntity> members = new HashSet<>(groups.findAllById(wanted.groupIds()));
        account.groups().retainAll(members);
        account.groups().addAll(members);
        account.permissions().retainAll(wanted.permissions());
        account.permissions().addAll(wanted.permissions());
    }
}
