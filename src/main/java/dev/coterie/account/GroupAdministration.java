package dev.coterie.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.Refusal.Reason;

/** What staff may do to groups. Thread-safe; blocks on the database. */
@Component
@PreAuthorize("hasRole('STAFF')")
public class GroupAdministration {

    private static final long NONE = -1;

    private final GroupRepository groups;
    private final AccountRepository accounts;
    private final AccountTime time;
    private final AdminLog adminLog;
    private final TransactionTemplate transactions;

    GroupAdministration(
            GroupRepository groups,
            AccountRepository accounts,
            AccountTime time,
            AdminLog adminLog,
            TransactionTemplate transactions) {
        this.groups = groups;
        this.accounts = accounts;
        this.time = time;
        this.adminLog = adminLog;
        this.transactions = transactions;
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
        return groups.findById(id).map(group -> new GroupDetails(group.id(), group.name(), members(id)));
    }

    /**
     * Adds a group.
     *
     * @return its id
     * @throws RefusedException with the field {@code name}
     */
    public long add(Account actor, String name) {
        String clean = Names.clean(name, Names.NAME_LENGTH);
        return Objects.requireNonNull(transactions.execute(status -> {
            RefusedException.ifAny(checkName(clean, NONE));
            GroupEntity group = groups.save(new GroupEntity(clean));
            adminLog.write(actor, AdminAction.ADDED, Kind.GROUP, group.id(), clean);
            return group.id();
        }));
    }

    /** @throws RefusedException with the field {@code name} */
    public void rename(Account actor, long id, String name) {
        String clean = Names.clean(name, Names.NAME_LENGTH);
        transactions.executeWithoutResult(status -> groups.findById(id).ifPresent(group -> {
            RefusedException.ifAny(checkName(clean, id));
            group.name(clean);
            adminLog.write(actor, AdminAction.CHANGED, Kind.GROUP, id, clean);
        }));
    }

    public void delete(Account actor, long id) {
        transactions.executeWithoutResult(status -> groups.findById(id).ifPresent(group -> {
            accounts.findByGroup(id).forEach(member -> leave(member, group));
            groups.delete(group);
            adminLog.write(actor, AdminAction.DELETED, Kind.GROUP, id, group.name());
        }));
    }

    /** @throws RefusedException with the field {@code username} when nobody is called so */
    public void addMember(Account actor, long id, String username) {
        transactions.executeWithoutResult(status -> groups.findById(id).ifPresent(group -> {
            AccountEntity account = Optional.of(username.strip())
                    .filter(Names::isStorable)
                    .flatMap(accounts::findByUsername)
                    .orElseThrow(() -> new RefusedException(Refusal.of("username", Reason.NO_SUCH_ACCOUNT)));
            account.groups().add(group);
            account.profileChangedAt(time.now());
            adminLog.write(actor, AdminAction.MEMBER_ADDED, Kind.GROUP, id, group.name());
        }));
    }

    public void removeMember(Account actor, long id, long accountId) {
        transactions.executeWithoutResult(status -> groups.findById(id)
                .ifPresent(group -> accounts.findById(accountId).ifPresent(account -> {
                    leave(account, group);
                    adminLog.write(actor, AdminAction.MEMBER_REMOVED, Kind.GROUP, id, group.name());
                })));
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
