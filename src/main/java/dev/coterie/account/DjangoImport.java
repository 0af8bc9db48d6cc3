package dev.coterie.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.DjangoImportReport.Fate;
import dev.coterie.account.DjangoImportReport.Person;
import dev.coterie.account.django.DjangoPasswordEncoder;
import dev.coterie.account.django.DjangoUser;
import dev.coterie.account.django.HashFlaw;

/**
 * Takes over a Django site's people and groups. Whoever and whatever is here already stays as it is, so that it may be done
 * again. All of it happens, or nothing. Thread-safe; blocks on the database.
 */
@Component
public class DjangoImport {

    private static final String HASH_PREFIX = "{" + AccountConfiguration.DJANGO_HASHES + "}";
    private static final int HASH_LENGTH = 255;

    private final AccountRepository accounts;
    private final GroupRepository groups;
    private final DeletionRepository deletions;
    private final AdminLog adminLog;
    private final AccountTime time;
    private final TransactionTemplate transactions;

    DjangoImport(
            AccountRepository accounts,
            GroupRepository groups,
            DeletionRepository deletions,
            AdminLog adminLog,
            AccountTime time,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.groups = groups;
        this.deletions = deletions;
        this.adminLog = adminLog;
        this.time = time;
        this.transactions = transactions;
    }

    /** @param dryRun whether only to find out what would become of them */
    public DjangoImportReport run(List<String> siteGroups, List<DjangoUser> siteUsers, boolean dryRun) {
        return Objects.requireNonNull(transactions.execute(status -> {
            List<Person> people = judge(siteUsers);
            Map<String, GroupEntity> here = new HashMap<>();
            groups.findAll().forEach(group -> here.put(lower(group.name()), group));
            Map<String, String> missing = new LinkedHashMap<>();
            List<String> names = siteGroups.stream().map(DjangoImport::clean).toList();
            names.stream()
                    .filter(name -> !name.isEmpty() && !here.containsKey(lower(name)))
                    .forEach(name -> missing.putIfAbsent(lower(name), name));
            DjangoImportReport report = new DjangoImportReport(
                    people,
                    List.copyOf(missing.values()),
                    joined(people, here),
                    (int) names.stream().filter(String::isEmpty).count(),
                    accounts.existsBySuperuserTrueAndActiveTrue()
                            || people.stream().anyMatch(DjangoImport::mayRule));
            if (!dryRun) {
                missing.forEach((key, name) -> here.put(key, add(name)));
                people.stream().filter(person -> person.fate() == Fate.ADDED).forEach(person -> add(person, here));
            }
            return report;
        }));
    }

    private List<Person> judge(List<DjangoUser> users) {
        Set<String> names = new HashSet<>(accounts.usernames());
        Set<String> lowerNames = new HashSet<>();
        names.forEach(name -> lowerNames.add(lower(name)));
        List<Person> people = new ArrayList<>();
        for (DjangoUser user : users) {
            Fate fate = judge(user.username(), names, lowerNames);
            if (fate == Fate.ADDED) {
                names.add(user.username());
                lowerNames.add(lower(user.username()));
            }
            people.add(new Person(user, fate, fate == Fate.ADDED ? flaw(user.password()) : null));
        }
        return List.copyOf(people);
    }

    private Fate judge(String username, Set<String> names, Set<String> lowerNames) {
        if (!Names.isStorable(username)) {
            return Fate.UNFIT_NAME;
        }
        if (names.contains(username)) {
            return Fate.EXISTS;
        }
        if (lowerNames.contains(lower(username))) {
            return Fate.TAKEN_IGNORING_CASE;
        }
        return deletions.existsById(username) ? Fate.DELETED_HERE : Fate.ADDED;
    }

    private static @Nullable HashFlaw flaw(String hash) {
        return DjangoPasswordEncoder.flaw(hash)
                .orElse(HASH_PREFIX.length() + hash.length() > HASH_LENGTH ? HashFlaw.MALFORMED : null);
    }

    private static boolean mayRule(Person person) {
        return person.fate() == Fate.ADDED
                && person.user().active()
                && person.user().superuser();
    }

    private static List<String> joined(List<Person> people, Map<String, GroupEntity> here) {
        Set<String> joined = new TreeSet<>();
        people.stream()
                .filter(person -> person.fate() == Fate.ADDED)
                .flatMap(person -> person.user().groups().stream())
                .map(name -> here.get(lower(clean(name))))
                .filter(Objects::nonNull)
                .forEach(group -> joined.add(group.name()));
        return List.copyOf(joined);
    }

    private GroupEntity add(String name) {
        GroupEntity group = groups.save(new GroupEntity(name));
        adminLog.noteLocal(AdminAction.IMPORTED, Kind.GROUP, group.id(), name);
        return group;
    }

    private void add(Person person, Map<String, GroupEntity> here) {
        DjangoUser user = person.user();
        AccountEntity account = new AccountEntity(
                user.username(), Optional.ofNullable(user.joinedAt()).orElseGet(time::now));
        account.name(user.firstName(), user.lastName(), "", user.email());
        account.allow(user.active(), user.staff(), user.superuser());
        account.loggedIn(user.lastLoginAt());
        if (person.flaw() == null) {
            account.passwordHash(HASH_PREFIX + user.password());
        }
        user.groups().stream()
                .map(name -> here.get(lower(clean(name))))
                .filter(Objects::nonNull)
                .forEach(account.groups()::add);
        accounts.save(account);
        adminLog.noteLocal(AdminAction.IMPORTED, Kind.USER, account.id(), user.username());
    }

    private static String clean(String groupName) {
        return Names.clean(groupName, Names.NAME_LENGTH);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
