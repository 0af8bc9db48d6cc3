package dev.coterie.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.Refusal.Reason;

/**
 * What staff may do to groups. Thread-safe; blocks on the database.
 *
 * <p>Staff who are not superusers change no group that may do more than they, nor who is in it.
 */
@Component
@PreAuthorize("hasRole('STAFF')")
public class GroupAdministration {

    private static final long NONE = -1;

    private final GroupRepository groups;
    private final AccountRepository accounts;
    private final AccountTime time;
    private final AdminLog adminLog;
    private final TransactionTemplate transactions;
    private final Seniority seniority;

    GroupAdministration(
            GroupRepository groups,
            AccountRepository accounts,
            AccountTime time,
            AdminLog adminLog,
            TransactionTemplate transactions,
            Seniority seniority) {
        this.groups = groups;
        this.accounts = accounts;
        this.time = time;
        this.adminLog = adminLog;
        this.transactions = transactions;
        this.seniority = seniority;
    }

    public long count() {
        return groups.count();
    }

    /** All groups, by name. */
    public List<GroupSummary> list() {
        return groups.summaries();
    }

    @Transactional(readOnly = true)
    public Optional<GroupDetails> find(long id) {
        return groups.findById(id)
                .map(group -> new GroupDetails(group.id(), group.name(), members(id), Set.copyOf(group.permissions())));
    }

    /** What speaks against changing a group in any way; a page asks before it offers it. */
    @Transactional(readOnly = true)
    public List<Refusal> againstChange(Account actor, long id) {
        return groups.findById(id)
                .map(group -> seniority.againstTouching(actor, group))
                .orElseGet(List::of);
    }

    /**
     * Adds a group.
     *
     * @return its id
     * @throws RefusedException with the field {@code name}, or by the rule above
     */
    public long add(Account actor, String name, Set<Permission> permissions) {
        String clean = Names.clean(name, Names.NAME_LENGTH);
        return Objects.requireNonNull(transactions.execute(status -> {
            RefusedException.ifAny(checkName(clean, NONE));
            RefusedException.ifAny(seniority.againstGiving(actor, permissions, List.of()));
            GroupEntity group = groups.save(new GroupEntity(clean));
            group.permissions().addAll(permissions);
            adminLog.note(actor, AdminAction.ADDED, Kind.GROUP, group.id(), clean);
            return group.id();
        }));
    }

    /** @throws RefusedException with the field {@code name}, or by the rule above */
    public void change(Account actor, long id, String name, Set<Permission> permissions) {
        String clean = Names.clean(name, Names.NAME_LENGTH);
        during(actor, id, group -> {
            RefusedException.ifAny(checkName(clean, id));
            RefusedException.ifAny(seniority.againstGiving(actor, permissions, List.of()));
            Map<String, String> before = group.described();
            group.name(clean);
            group.permissions().retainAll(permissions);
            group.permissions().addAll(permissions);
            adminLog.note(
                    actor, AdminAction.CHANGED, Kind.GROUP, id, clean, FieldChange.between(before, group.described()));
        });
    }

    /** @throws RefusedException by the rule above */
    public void delete(Account actor, long id) {
        during(actor, id, group -> {
            accounts.findByGroup(id).forEach(member -> leave(member, group));
            groups.delete(group);
            adminLog.note(actor, AdminAction.DELETED, Kind.GROUP, id, group.name());
        });
    }

    /** @throws RefusedException with the field {@code username} when nobody is called so, or by the rule above */
    public void addMember(Account actor, long id, String username) {
        during(actor, id, group -> {
            AccountEntity account = Optional.of(username.strip())
                    .filter(Names::isStorable)
                    .flatMap(accounts::findByUsername)
                    .orElseThrow(() -> new RefusedException(Refusal.of("username", Reason.NO_SUCH_ACCOUNT)));
            account.groups().add(group);
            account.profileChangedAt(time.now());
            noteMember(actor, AdminAction.MEMBER_ADDED, group, account);
        });
    }

    /** @throws RefusedException by the rule above */
    public void removeMember(Account actor, long id, long accountId) {
        during(
                actor,
                id,
                group -> accounts.findById(accountId).ifPresent(account -> {
                    leave(account, group);
                    noteMember(actor, AdminAction.MEMBER_REMOVED, group, account);
                }));
    }

    /** Does nothing when there is no such group. */
    private void during(Account actor, long id, Consumer<GroupEntity> change) {
        transactions.executeWithoutResult(status -> groups.findById(id).ifPresent(group -> {
            RefusedException.ifAny(seniority.againstTouching(actor, group));
            change.accept(group);
        }));
    }

    private void noteMember(Account actor, AdminAction action, GroupEntity group, AccountEntity member) {
        boolean joined = action == AdminAction.MEMBER_ADDED;
        FieldChange change =
                new FieldChange("member", joined ? "" : member.username(), joined ? member.username() : "");
        adminLog.note(actor, action, Kind.GROUP, group.id(), group.name(), List.of(change));
    }

    private void leave(AccountEntity account, GroupEntity group) {
        account.groups().remove(group);
        account.profileChangedAt(time.now());
    }

    private List<Account> members(long id) {
        return accounts.findByGroup(id).stream().map(AccountEntity::toAccount).toList();
    }

    private List<Refusal> checkName(String name, long except) {
        List<Refusal> refusals = new ArrayList<>();
        if (name.isEmpty()) {
            refusals.add(Refusal.of("name", Reason.GROUP_NAME_INVALID));
        } else if (groups.existsIgnoringCase(name, except)) {
            refusals.add(Refusal.of("name", Reason.GROUP_NAME_TAKEN));
        }
        return refusals;
    }
}
