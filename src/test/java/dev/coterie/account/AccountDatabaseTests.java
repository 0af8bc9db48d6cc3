package dev.coterie.account;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.AccountDirectory.ExternalUser;
import dev.coterie.account.AccountDirectory.SearchField;
import dev.coterie.account.AccountQuery.Order;
import dev.coterie.account.DjangoImportReport.Fate;
import dev.coterie.account.DjangoImportReport.Person;
import dev.coterie.account.Refusal.Reason;
import dev.coterie.account.django.DjangoSite;
import dev.coterie.account.django.HashFlaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

/** What must hold over every database that we support. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountDatabaseTests {

    private static final String ADDRESS = "192.0.2.1";
    private static final String PASSWORD = "blue horse 17";

    private ConfigurableApplicationContext context;
    private MovableClock clock;
    private AccountDirectory directory;
    private AccountAdministration administration;
    private AccountBatch batch;
    private GroupAdministration groups;
    private LocalAccounts local;
    private Revoked revoked;
    private Account root;
    private AdminLog log;
    private AdminLogSearch logSearch;

    /** Where the database is: a JDBC URL and whatever else must be set. */
    abstract List<String> dataSource();

    /** People of a Django site whose hashes are checked; of each kind one, which takes long. */
    List<String> djangoUsersWhoLogIn() {
        return List.of("ada", "jürgen.müller", "cleo", "dan@example.org", "eve", "finn");
    }

    @BeforeAll
    void start() {
        List<String> settings = new ArrayList<>(dataSource());
        settings.add("--logging.level.root=warn");
        settings.add("--spring.main.banner-mode=off");
        settings.add("--spring.jpa.bootstrap=default");
        // Here, and not at every start of a server, it is found out whether entities and schema fit.
        settings.add("--spring.jpa.hibernate.ddl-auto=validate");
        context = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .run(settings.toArray(String[]::new));
        clock = context.getBean(MovableClock.class);
        directory = context.getBean(AccountDirectory.class);
        administration = context.getBean(AccountAdministration.class);
        batch = context.getBean(AccountBatch.class);
        groups = context.getBean(GroupAdministration.class);
        local = context.getBean(LocalAccounts.class);
        revoked = context.getBean(Revoked.class);
        log = context.getBean(AdminLog.class);
        logSearch = context.getBean(AdminLogSearch.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void empty() {
        JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
        List.of(
                        "account_membership",
                        "account_permission",
                        "group_permission",
                        "account_group",
                        "account_deletion",
                        "admin_entry",
                        "account")
                .forEach(table -> jdbc.update("delete from " + table));
        local.createSuperuser("root", PASSWORD);
        root = directory.find("root").orElseThrow();
        clock.move(Duration.ofDays(1));
        revoked.usernames.clear();
        revoked.activeWhenTold.clear();
    }

    @Test
    void keepsTheLastLockOfAKey() {
        LoginLocks locks = context.getBean(LoginLocks.class);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ThrottleState first = new ThrottleState(ThrottleState.Kind.ACCOUNT, "ada", "", 0, 1, now.plusSeconds(60));
        ThrottleState second = new ThrottleState(ThrottleState.Kind.ACCOUNT, "ada", "", 0, 2, now.plusSeconds(120));
        ThrottleState other = new ThrottleState(ThrottleState.Kind.ADDRESS, ADDRESS, "", 0, 1, now.plusSeconds(900));
        locks.put(first, now, now.plusSeconds(3600));
        locks.put(second, now, now.plusSeconds(3600));
        locks.put(other, now, now.plusSeconds(7200));

        assertThat(locks.find(List.of(second.key()), now)).containsExactly(second);
        assertThat(locks.all(now, 10)).containsExactly(other, second);
        assertThat(locks.all(now, 1)).containsExactly(other);
        assertThat(locks.all(now.plusSeconds(3600), 10)).containsExactly(other);
        locks.remove(second.key());
        locks.remove(other.key());
        assertThat(locks.all(now, 10)).isEmpty();
    }

    @Test
    void knowsFromWhereSomebodyHasLoggedIn() {
        LoginLocks locks = context.getBean(LoginLocks.class);
        Instant now = clock.instant();
        locks.know("ada", ADDRESS, now, now.minusSeconds(60));
        locks.know("ada", ADDRESS, now.plusSeconds(1), now.minusSeconds(60));

        assertThat(locks.isKnown("ada", ADDRESS, now)).isTrue();
        assertThat(locks.isKnown("ada", ADDRESS, now.plusSeconds(2))).isFalse();
        assertThat(locks.isKnown("grace", ADDRESS, now)).isFalse();
        locks.know("grace", ADDRESS, now.plusSeconds(90), now.plusSeconds(60));
        assertThat(locks.isKnown("ada", ADDRESS, now)).isFalse();
    }

    @Test
    void theTablesOfSessionsFit() {
        JdbcIndexedSessionRepository table = new JdbcIndexedSessionRepository(
                context.getBean(JdbcTemplate.class), context.getBean(TransactionTemplate.class));
        table.setTableName("web_session");
        table.afterPropertiesSet();
        try {
            keepAndForget(table);
        } finally {
            table.destroy();
        }
    }

    private static <S extends Session> void keepAndForget(FindByIndexNameSessionRepository<S> table) {
        S made = table.createSession();
        made.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "42");
        made.setAttribute("text", "kept");
        table.save(made);

        assertThat(table.findByPrincipalName("42")).containsOnlyKeys(made.getId());
        String text = Objects.requireNonNull(table.findById(made.getId())).getAttribute("text");
        assertThat(text).isEqualTo("kept");
        table.deleteById(made.getId());
        assertThat(table.findById(made.getId())).isNull();
    }

    @Test
    void findsByTheExactName() {
        add("Ada");

        assertThat(directory.find("Ada")).get().extracting(Account::username).isEqualTo("Ada");
        assertThat(directory.find("ada")).isEmpty();
        assertThat(directory.find("Ada\u0000")).isEmpty();
        assertThat(directory.find("")).isEmpty();
    }

    @Test
    void namesThatDifferInCaseOnlyAreNotMade() {
        add("Ada");

        assertRefused(() -> add("aDA"), Reason.USERNAME_TAKEN);
    }

    @Test
    void authenticates() {
        long id = add("ada");

        assertThat(directory.authenticate("ada", PASSWORD, ADDRESS)).isPresent();
        assertThat(directory.authenticate("ada", "wrong", ADDRESS)).isEmpty();
        assertThat(directory.authenticate("ada", "x".repeat(5_000), ADDRESS)).isEmpty();
        assertThat(directory.authenticate("nobody", PASSWORD, ADDRESS)).isEmpty();
        assertThat(directory.authenticate("a\u0000", PASSWORD, ADDRESS)).isEmpty();
        assertThat(administration.find(id).orElseThrow().lastLoginAt()).isEqualTo(clock.instant());

        administration.deactivate(root, id);
        assertThat(directory.authenticate("ada", PASSWORD, ADDRESS)).isEmpty();
    }

    @Test
    void takesABetterHashWhenSomebodyLogsIn() {
        long id = add("ada");
        JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
        String weak = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);
        jdbc.update("update account set password_hash = ? where id = ?", weak, id);

        assertThat(directory.authenticate("ada", PASSWORD, ADDRESS)).isPresent();

        String hash = jdbc.queryForObject("select password_hash from account where id = ?", String.class, id);
        assertThat(hash).isNotEqualTo(weak);
        assertThat(context.getBean(PasswordEncoder.class).matches(PASSWORD, hash))
                .isTrue();
        assertThat(directory.authenticate("ada", PASSWORD, ADDRESS)).isPresent();
    }

    @Test
    void admitsWhoShowsAToken() {
        ExternalUser user = new ExternalUser("some one/else", "Some", "One", null, "one@example.org", null);

        assertThat(directory.admit(user, clock.instant())).get().satisfies(account -> {
            assertThat(account.shownName()).isEqualTo("Some One");
            assertThat(account.staff() || account.superuser()).isFalse();
        });
        assertThat(directory.find("some one/else")).isPresent();
        assertThat(directory.authenticate("some one/else", "!", ADDRESS)).isEmpty();
        assertThat(directory.authenticate("some one/else", "", ADDRESS)).isEmpty();
        assertThat(directory.admit(new ExternalUser("", null, null, null, null, null), clock.instant()))
                .isEmpty();
        assertThat(directory.admit(token("a".repeat(151)), clock.instant())).isEmpty();
        assertThat(directory.admit(token("a\u0000"), clock.instant())).isEmpty();
    }

    @Test
    void admitsWithoutATimeUnlessSomethingWasRevoked() {
        assertThat(directory.admit(token("ada"), null)).isPresent();

        administration.logOutEverywhere(root, id("ada"));

        assertThat(directory.admit(token("ada"), null)).isEmpty();
    }

    @Test
    void admitsManyAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Optional<Account>> admit = () -> directory.admit(token("crowd"), clock.instant());
            for (Future<Optional<Account>> result : threads.invokeAll(
                    IntStream.range(0, 16).mapToObj(i -> admit).toList())) {
                assertThat(result.get()).isPresent();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(directory.search("crowd", List.of(), SearchField.USERNAME, true, 0, 10))
                .hasSize(1);
    }

    @Test
    void takesNamesAndGroupsFromATokenThatIsNewerThanOurOwnChange() {
        groups.add(root, "editors", Set.of());
        groups.add(root, "others", Set.of());
        Instant before = clock.instant();
        directory.admit(new ExternalUser("ada", "Ada", "L", "A", "a@b.c", List.of("editors", "unknown")), before);
        assertThat(directory.groupsOf("ada")).containsExactly("editors");
        long id = id("ada");

        clock.move(Duration.ofMinutes(1));
        administration.change(root, id, change("Ada", "Lovelace", true, false, false));

        directory.admit(new ExternalUser("ada", "Ada", "L", "A", "a@b.c", List.of("editors")), before);
        assertThat(directory.find("ada").orElseThrow().shownName()).isEqualTo("Ada Lovelace");
        assertThat(directory.groupsOf("ada")).isEmpty();

        clock.move(Duration.ofMinutes(1));
        directory.admit(new ExternalUser("ada", null, null, "Countess", null, List.of("others")), clock.instant());
        assertThat(directory.find("ada").orElseThrow().shownName()).isEqualTo("Countess");
        assertThat(directory.find("ada").orElseThrow().lastName()).isEqualTo("Lovelace");
        assertThat(directory.groupsOf("ada")).containsExactly("others");
        assertThat(directory.membersOf("others")).contains(List.of("ada"));
        assertThat(directory.membersOf("nothing")).isEmpty();
    }

    @Test
    void refusesTokensOfTheInactive() {
        long id = add("ada");
        Instant before = clock.instant();
        clock.move(Duration.ofSeconds(1));
        administration.deactivate(root, id);
        assertThat(directory.admit(token("ada"), clock.instant())).isEmpty();

        clock.move(Duration.ofSeconds(1));
        administration.activate(root, id);

        assertThat(directory.admit(token("ada"), before)).isEmpty();
        assertThat(directory.admit(token("ada"), clock.instant())).isPresent();
        assertThat(revoked.usernames).containsExactly("ada");
    }

    @Test
    void refusesTokensFromBeforeADeletionEvenWhenTheAccountIsMadeAnew() {
        long id = add("ada");
        Instant before = clock.instant();
        clock.move(Duration.ofSeconds(1));
        administration.delete(root, id);

        assertThat(directory.admit(token("ada"), before)).isEmpty();
        assertThat(directory.admit(token("ada"), null)).isEmpty();
        assertThat(directory.find("ada")).isEmpty();
        assertThat(revoked.usernames).containsExactly("ada");

        clock.move(Duration.ofDays(30));
        add("ada");
        assertThat(directory.admit(token("ada"), before)).isEmpty();
        assertThat(directory.admit(token("ada"), clock.instant())).isPresent();
    }

    @Test
    void forgetsDeletionsOnceNoTokenCanBeLeft() {
        administration.delete(root, add("ada"));
        clock.move(Duration.ofDays(91));
        administration.delete(root, add("grace"));

        assertThat(context.getBean(JdbcTemplate.class)
                        .queryForList("select username from account_deletion", String.class))
                .containsExactly("grace");
    }

    @Test
    void wholeSecondsInATokenNeverOutliveARevocation() {
        add("ada");
        clock.move(Duration.between(clock.instant(), clock.instant().truncatedTo(ChronoUnit.SECONDS))
                .plusMillis(1_500));
        Instant issuedInTheSameSecond = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        administration.logOutEverywhere(root, id("ada"));

        assertThat(directory.admit(token("ada"), issuedInTheSameSecond)).isEmpty();
        assertThat(directory.admit(token("ada"), issuedInTheSameSecond.plusSeconds(1)))
                .isPresent();
    }

    @Test
    void aNewAccountHonoursTokensFromItsFirstSecond() {
        add("ada");

        assertThat(directory.admit(token("ada"), clock.instant().truncatedTo(ChronoUnit.SECONDS)))
                .isPresent();
    }

    @Test
    void searches() {
        directory.admit(new ExternalUser("ada", "Ada", "Lovelace", "Countess", "ada@x.org", null), clock.instant());
        directory.admit(new ExternalUser("Bob", "Robert", "50%_!", null, "bob@x.org", null), clock.instant());
        directory.admit(new ExternalUser("cyd", "Cyd", "Ada", null, "cyd@x.org", null), clock.instant());

        assertThat(search("ADA", List.of(SearchField.FIRST_NAME))).containsExactly("ada");
        assertThat(search("ada", List.of(SearchField.LAST_NAME, SearchField.USERNAME)))
                .containsExactly("ada", "cyd");
        assertThat(search("%", List.of(SearchField.LAST_NAME))).containsExactly("Bob");
        assertThat(search("0%_!", List.of())).containsExactly("Bob");
        assertThat(search("x_org", List.of())).isEmpty();
        assertThat(search("a\u0000da", List.of(SearchField.USERNAME))).containsExactly("ada");
        assertThat(directory.search("@x.org", List.of(SearchField.EMAIL), SearchField.USERNAME, false, 1, 1))
                .extracting(Account::username)
                .containsExactly("Bob");
    }

    @Test
    void listsForAdministrators() {
        IntStream.range(0, 30).forEach(number -> directory.admit(token("user%02d".formatted(number)), null));
        add("ada");

        assertThat(administration.list(query("", null, Order.USERNAME, true, 1)).getContent())
                .hasSize(7);
        assertThat(administration
                        .list(query("user 1", null, Order.USERNAME, true, 0))
                        .getTotalElements())
                .isEqualTo(12);
        assertThat(administration
                        .list(query("", true, Order.LAST_LOGIN, false, 0))
                        .getContent())
                .extracting(AccountDetails::username)
                .containsExactly("root");
        assertThat(administration.list(query("", null, Order.JOINED, false, 0)).getContent())
                .hasSize(25);
    }

    @Test
    void keepsTheLastSuperuser() {
        long ada = add("ada");
        administration.change(root, ada, change("Ada", "", true, true, true));
        Account other = directory.find("ada").orElseThrow();
        administration.delete(other, root.id());

        assertRefused(() -> administration.delete(root, ada), Reason.LAST_SUPERUSER);
        assertRefused(() -> administration.deactivate(root, ada), Reason.LAST_SUPERUSER);
        assertRefused(
                () -> administration.change(root, ada, change("Ada", "", true, true, false)), Reason.LAST_SUPERUSER);
        assertRefused(
                () -> administration.change(root, ada, change("Ada", "", false, true, true)), Reason.LAST_SUPERUSER);
    }

    @Test
    void twoSuperusersCannotRemoveEachOtherAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                empty();
                administration.change(root, add("ada"), change("Ada", "", true, true, true));
                Account ada = directory.find("ada").orElseThrow();
                List<Callable<Boolean>> both =
                        List.of(() -> tryDelete(root, ada.id()), () -> tryDelete(ada, root.id()));
                int deleted = 0;
                for (Future<Boolean> result : threads.invokeAll(both)) {
                    deleted += result.get() ? 1 : 0;
                }
                assertThat(deleted).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nobodyLocksThemselvesOut() {
        administration.change(root, add("ada"), change("Ada", "", true, true, true));

        assertRefused(() -> administration.delete(root, root.id()), Reason.NOT_YOURSELF_DELETE);
        assertRefused(() -> administration.deactivate(root, root.id()), Reason.NOT_YOURSELF_DEACTIVATE);
        assertRefused(
                () -> administration.change(root, root.id(), change("", "", false, true, true)),
                Reason.NOT_YOURSELF_DEACTIVATE);
        assertRefused(
                () -> administration.change(root, root.id(), change("", "", true, true, false)),
                Reason.NOT_YOURSELF_DEMOTE);
    }

    @Test
    void staffTouchNoSuperuserAndGiveNoRights() {
        long ada = add("ada");
        administration.change(root, ada, change("Ada", "", true, true, false));
        Account staff = directory.find("ada").orElseThrow();
        long bob = add("bob");

        assertRefused(() -> administration.setPassword(staff, root.id(), "another one 1"), Reason.SUPERUSERS_ONLY);
        assertRefused(() -> administration.delete(staff, root.id()), Reason.SUPERUSERS_ONLY);
        assertRefused(() -> administration.deactivate(staff, root.id()), Reason.SUPERUSERS_ONLY);
        assertRefused(() -> administration.logOutEverywhere(staff, root.id()), Reason.SUPERUSERS_ONLY);
        assertRefused(
                () -> administration.change(staff, root.id(), change("", "", true, true, true)),
                Reason.SUPERUSERS_ONLY);
        assertRefused(
                () -> administration.change(staff, bob, change("", "", true, true, false)),
                Reason.FLAGS_SUPERUSERS_ONLY);
        assertRefused(
                () -> administration.change(staff, bob, change("", "", true, false, true)),
                Reason.FLAGS_SUPERUSERS_ONLY);
        assertRefused(
                () -> administration.add(staff, "eve", PASSWORD, change("", "", true, true, false)),
                Reason.FLAGS_SUPERUSERS_ONLY);
        administration.change(staff, bob, change("Bob", "", true, false, false));
        assertThat(directory.find("bob").orElseThrow().shownName()).isEqualTo("Bob");
    }

    @Test
    void tellsOfRevocationsAfterTheCommit() {
        long ada = add("ada");
        administration.setPassword(root, ada, "a new one 12");
        administration.logOutEverywhere(root, ada);
        local.changePassword("ada", "yet another 3");
        administration.change(root, ada, change("Ada", "", false, false, false));
        administration.change(root, ada, change("Ada", "", false, false, false));
        administration.activate(root, ada);

        assertThat(revoked.usernames).containsExactly("ada", "ada", "ada", "ada");
        assertThat(revoked.activeWhenTold).containsExactly(true, true, true, false);
    }

    @Test
    void writesDownWhatAdministratorsDo() {
        long ada = add("ada");
        administration.delete(root, ada);

        assertThat(context.getBean(AdminLog.class).of(AdminEntry.Kind.USER, ada, 10))
                .extracting(AdminEntry::action)
                .containsExactly(AdminAction.DELETED, AdminAction.ADDED);
    }

    @Test
    void managesGroups() {
        long editors = groups.add(root, " Editors ", Set.of());
        long ada = add("ada");
        assertRefused(() -> groups.add(root, "editors", Set.of()), Reason.GROUP_NAME_TAKEN);
        assertRefused(() -> groups.add(root, " ", Set.of()), Reason.GROUP_NAME_INVALID);
        groups.change(root, editors, "Authors", Set.of());
        groups.addMember(root, editors, "ada");
        assertRefused(() -> groups.addMember(root, editors, "nobody"), Reason.NO_SUCH_ACCOUNT);

        assertThat(groups.list()).containsExactly(new GroupSummary(editors, "Authors", 1));
        assertThat(directory.groupsOf("ada")).containsExactly("Authors");

        groups.removeMember(root, editors, ada);
        assertThat(groups.find(editors).orElseThrow().members()).isEmpty();
        groups.addMember(root, editors, "ada");
        groups.delete(root, editors);
        assertThat(groups.list()).isEmpty();
        assertThat(directory.groupsOf("ada")).isEmpty();
    }

    @Test
    void everyPasswordOfADjangoSiteGoesOnAndIsStoredAnew() throws Exception {
        importSite(false);
        String password = "Käse-Brot 2026";
        assertThat(directory.authenticate("ada", password + "x", ADDRESS)).isEmpty();
        for (String name : djangoUsersWhoLogIn()) {
            assertThat(storedHash(name)).startsWith("{django}");
            assertThat(directory.authenticate(name, password, name)).as(name).isPresent();
            assertThat(storedHash(name)).startsWith("{bcrypt}$2a$10$");
        }
        assertThat(directory.authenticate("ada", password, ADDRESS)).isPresent();
        String tooLong = "ein sehr langer Satz, ".repeat(4) + "der länger ist als bcrypt ihn nimmt";
        for (String name : List.of("gabi-long", "hugo-long")) {
            assertThat(directory.authenticate(name, tooLong, name)).as(name).isPresent();
            assertThat(storedHash(name)).startsWith("{django}");
        }
        assertThat(directory.authenticate("ida-inactive", password, ADDRESS)).isEmpty();
        assertThat(storedHash("ida-inactive")).startsWith("{django}");
        for (String name : List.of("jan-unusable", "kim-md5", "lou-crypt", "max-costly", "nina-broken")) {
            assertThat(storedHash(name)).isEqualTo("!");
        }
        assertThat(directory.authenticate("kim-md5", password, ADDRESS)).isEmpty();
    }

    @Test
    void takesOverWhatADjangoSiteKnowsOfItsPeople() throws Exception {
        long editors = groups.add(root, "authors", Set.of());
        DjangoImportReport report = importSite(false);

        assertThat(report.count(Fate.ADDED)).isEqualTo(14);
        assertThat(report.newGroups()).containsExactly("Prüfer", "Nobody's");
        assertThat(report.joinedGroups()).containsExactly("authors");
        assertThat(report.people())
                .filteredOn(person -> person.fate() != Fate.ADDED)
                .extracting(person -> person.user().username(), Person::fate)
                .containsExactly(tuple("Ada", Fate.TAKEN_IGNORING_CASE), tuple(" blank ", Fate.UNFIT_NAME));
        assertThat(report.people())
                .filteredOn(person -> person.flaw() != null)
                .extracting(person -> person.user().username(), Person::flaw)
                .containsExactly(
                        tuple("jan-unusable", HashFlaw.NO_PASSWORD),
                        tuple("kim-md5", HashFlaw.UNKNOWN_ALGORITHM),
                        tuple("lou-crypt", HashFlaw.UNKNOWN_ALGORITHM),
                        tuple("max-costly", HashFlaw.TOO_COSTLY),
                        tuple("nina-broken", HashFlaw.MALFORMED));
        AccountDetails ada = administration.find(id("ada")).orElseThrow();
        assertThat(ada.account())
                .isEqualTo(new Account(ada.id(), "ada", "Ada", "Lovelace", "", "ada@example.org", true, true, true));
        assertThat(ada.joinedAt()).isEqualTo(Instant.parse("2021-03-04T05:06:07.891011Z"));
        assertThat(ada.lastLoginAt()).isEqualTo(Instant.parse("2024-05-06T07:08:09Z"));
        assertThat(ada.groupIds()).contains(editors).hasSize(2);
        assertThat(directory.groupsOf("jürgen.müller")).containsExactly("Prüfer");
        assertThat(directory.find("jürgen.müller").orElseThrow().staff()).isTrue();
        assertThat(directory.find("ida-inactive").orElseThrow().active()).isFalse();
        assertThat(context.getBean(AdminLog.class).of(AdminEntry.Kind.USER, ada.id(), 10))
                .extracting(AdminEntry::actor, AdminEntry::action)
                .containsExactly(tuple("(command line)", AdminAction.IMPORTED));
    }

    @Test
    void importsADjangoSiteAgainWithoutTouchingAnything() throws Exception {
        assertThat(importSite(true).count(Fate.ADDED)).isEqualTo(14);
        assertThat(local.list()).hasSize(1);
        assertThat(groups.list()).isEmpty();

        importSite(false);
        administration.change(root, id("ada"), change("Augusta", "", true, false, false));
        local.changePassword("finn", PASSWORD);
        administration.delete(root, id("cleo"));
        List<ListedAccount> before = local.list();
        DjangoImportReport again = importSite(false);

        assertThat(again.count(Fate.ADDED)).isZero();
        assertThat(again.count(Fate.EXISTS)).isEqualTo(13);
        assertThat(again.count(Fate.DELETED_HERE)).isEqualTo(1);
        assertThat(again.newGroups()).isEmpty();
        assertThat(again.joinedGroups()).isEmpty();
        assertThat(local.list()).isEqualTo(before);
        assertThat(directory.authenticate("finn", PASSWORD, ADDRESS)).isPresent();
    }

    private DjangoImportReport importSite(boolean dryRun) throws Exception {
        Path file = Path.of(Objects.requireNonNull(DjangoSite.class.getResource("site.sqlite3"))
                .toURI());
        try (DjangoSite site = DjangoSite.open(file)) {
            return context.getBean(DjangoImport.class).run(site.groups(), site.users(), dryRun);
        }
    }

    private String storedHash(String username) {
        return Objects.requireNonNull(context.getBean(JdbcTemplate.class)
                .queryForObject("select password_hash from account where username = ?", String.class, username));
    }

    @Test
    void listsByGroupAndLastLogin() {
        long ada = add("ada");
        add("bob");
        long editors = groups.add(root, "editors", Set.of(Permission.BOARDS_VIEW));
        groups.addMember(root, editors, "ada");
        directory.authenticate("ada", PASSWORD, ADDRESS);
        clock.move(Duration.ofDays(3));

        assertThat(usernames(null, editors)).containsExactly("ada");
        assertThat(usernames(LastLogin.DAY, null)).isEmpty();
        assertThat(usernames(LastLogin.WEEK, null)).containsExactly("ada");
        assertThat(usernames(LastLogin.LONGER, null)).isEmpty();
        assertThat(usernames(LastLogin.NEVER, null)).containsExactly("bob", "root");
        clock.move(Duration.ofDays(28));
        assertThat(usernames(LastLogin.LONGER, editors)).containsExactly("ada");
        assertThat(administration.permissionsByGroups(ada))
                .containsExactly(new GroupPermission("editors", Permission.BOARDS_VIEW));
    }

    @Test
    void nobodyGivesARightThatTheyDoNotHave() {
        Account staff = staff("ada", Permission.USERS_CHANGE, Permission.USERS_ADD, Permission.GROUPS_CHANGE);
        long bob = add("bob");
        AccountChange more = rights(Set.of(), Permission.USERS_CHANGE, Permission.USERS_DELETE);

        assertRefused(() -> administration.change(staff, bob, more), Reason.NOT_YOURS_TO_GIVE);
        assertRefused(() -> administration.change(staff, staff.id(), staffed(more)), Reason.NOT_YOURS_TO_GIVE);
        assertRefused(() -> administration.add(staff, "eve", PASSWORD, more), Reason.NOT_YOURS_TO_GIVE);
        assertRefused(() -> groups.add(staff, "strong", Set.of(Permission.LOG_VIEW)), Reason.NOT_YOURS_TO_GIVE);
        administration.change(staff, bob, rights(Set.of(), Permission.USERS_CHANGE));
        assertThat(administration.find(bob).orElseThrow().permissions()).containsExactly(Permission.USERS_CHANGE);
        assertThat(directory.find("eve")).isEmpty();
    }

    @Test
    void nobodyGivesARightByAGroupThatHasMore() {
        Account staff = staff("ada", Permission.USERS_CHANGE, Permission.USERS_ADD, Permission.GROUPS_CHANGE);
        long bob = add("bob");
        long strong = groups.add(root, "strong", Set.of(Permission.USERS_DELETE));
        long weak = groups.add(root, "weak", Set.of(Permission.USERS_CHANGE));

        assertRefused(() -> administration.change(staff, bob, rights(Set.of(strong))), Reason.NOT_YOURS_TO_GIVE);
        assertRefused(
                () -> administration.change(staff, staff.id(), staffed(rights(Set.of(strong)))),
                Reason.NOT_YOURS_TO_GIVE);
        assertRefused(
                () -> administration.add(staff, "eve", PASSWORD, rights(Set.of(strong))), Reason.NOT_YOURS_TO_GIVE);
        assertRefused(() -> groups.addMember(staff, strong, "ada"), Reason.MORE_RIGHTS_THAN_YOURS);
        groups.addMember(staff, weak, "bob");
        assertThat(directory.groupsOf("bob")).containsExactly("weak");
    }

    @Test
    void nobodyTouchesWhoMayDoMore() {
        Account staff = staff("ada", Permission.USERS_CHANGE, Permission.USERS_DELETE);
        long strong = staff("bob", Permission.USERS_CHANGE, Permission.LOG_VIEW).id();
        long byGroup = add("cyd");
        groups.addMember(root, groups.add(root, "readers", Set.of(Permission.LOG_VIEW)), "cyd");

        for (long id : List.of(strong, byGroup)) {
            assertRefused(() -> administration.setPassword(staff, id, "another one 1"), Reason.MORE_RIGHTS_THAN_YOURS);
            assertRefused(() -> administration.removePassword(staff, id), Reason.MORE_RIGHTS_THAN_YOURS);
            assertRefused(() -> administration.change(staff, id, rights(Set.of())), Reason.MORE_RIGHTS_THAN_YOURS);
            for (AccountAction action : AccountAction.values()) {
                assertThat(administration.against(staff, id, action))
                        .extracting(Refusal::reason)
                        .containsExactly(Reason.MORE_RIGHTS_THAN_YOURS);
            }
            assertRefused(() -> administration.delete(staff, id), Reason.MORE_RIGHTS_THAN_YOURS);
        }
        assertThat(directory.authenticate("bob", PASSWORD, ADDRESS)).isPresent();
    }

    @Test
    void nobodyChangesAGroupThatMayDoMore() {
        Account staff = staff("ada", Permission.GROUPS_CHANGE, Permission.GROUPS_DELETE);
        long strong = groups.add(root, "strong", Set.of(Permission.LOG_VIEW));
        long weak = groups.add(root, "weak", Set.of());
        groups.addMember(root, strong, "root");

        assertRefused(() -> groups.change(staff, strong, "strong", Set.of()), Reason.MORE_RIGHTS_THAN_YOURS);
        assertRefused(() -> groups.removeMember(staff, strong, root.id()), Reason.MORE_RIGHTS_THAN_YOURS);
        assertRefused(() -> groups.delete(staff, strong), Reason.MORE_RIGHTS_THAN_YOURS);
        // A group that somebody is in, to be filled with rights afterwards.
        groups.addMember(root, weak, "ada");
        assertRefused(
                () -> groups.change(staff, weak, "weak", Set.of(Permission.USERS_CHANGE)), Reason.NOT_YOURS_TO_GIVE);
        groups.change(staff, weak, "weaker", Set.of(Permission.GROUPS_CHANGE));
        assertThat(groups.find(weak).orElseThrow().name()).isEqualTo("weaker");
    }

    @Test
    void rightsCountForActiveStaffOnly() {
        Account staff = staff("ada", Permission.USERS_CHANGE);
        long bob = add("bob");
        administration.change(root, staff.id(), rights(Set.of(), Permission.USERS_CHANGE));
        Account demoted = directory.find("ada").orElseThrow();

        assertRefused(
                () -> administration.change(demoted, bob, rights(Set.of(), Permission.USERS_CHANGE)),
                Reason.NOT_YOURS_TO_GIVE);
    }

    @Test
    void anAccountWithoutAPasswordOpensToNone() {
        long id = administration.add(root, "ada", null, change("", "", true, false, false));

        assertThat(directory.authenticate("ada", "", ADDRESS)).isEmpty();
        assertThat(directory.authenticate("ada", "!", ADDRESS)).isEmpty();
        administration.setPassword(root, id, PASSWORD);
        assertThat(directory.authenticate("ada", PASSWORD, ADDRESS)).isPresent();
        revoked.usernames.clear();
        administration.removePassword(root, id);
        assertThat(directory.authenticate("ada", PASSWORD, ADDRESS)).isEmpty();
        assertThat(revoked.usernames).containsExactly("ada");
        assertRefused(() -> administration.removePassword(root, root.id()), Reason.NOT_YOURSELF_PASSWORD);
    }

    @Test
    void doesToManyWhatItMay() {
        long ada = add("ada");
        long bob = add("bob");

        AccountBatch.Outcome outcome =
                batch.run(root, AccountAction.DELETE, List.of(ada, root.id(), bob, bob, 987_654_321L));

        assertThat(outcome.done()).isEqualTo(2);
        assertThat(outcome.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.account().username()).isEqualTo("root");
            assertThat(refused.against()).extracting(Refusal::reason).containsExactly(Reason.NOT_YOURSELF_DELETE);
        });
        assertThat(directory.find("ada")).isEmpty();
        assertThat(directory.find("root")).isPresent();
        assertThat(revoked.usernames).containsExactly("ada", "bob");
    }

    private List<String> usernames(@Nullable LastLogin lastLogin, @Nullable Long group) {
        return administration
                .list(new AccountQuery("", null, null, null, lastLogin, group, Order.USERNAME, true, 0, 25))
                .map(AccountDetails::username)
                .getContent();
    }

    private Account staff(String username, Permission... permissions) {
        administration.change(root, add(username), staffed(rights(Set.of(), permissions)));
        return directory.find(username).orElseThrow();
    }

    private static AccountChange rights(Set<Long> groups, Permission... permissions) {
        return new AccountChange(new ProfileChange("", "", "", ""), true, false, false, groups, Set.of(permissions));
    }

    private static AccountChange staffed(AccountChange change) {
        return new AccountChange(change.profile(), true, true, false, change.groupIds(), change.permissions());
    }

    private boolean tryDelete(Account actor, long id) {
        try {
            administration.delete(actor, id);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    private long add(String username) {
        return administration.add(root, username, PASSWORD, change("", "", true, false, false));
    }

    private long id(String username) {
        return directory.find(username).orElseThrow().id();
    }

    private List<String> search(String text, List<SearchField> fields) {
        return directory.search(text, fields, SearchField.USERNAME, true, 0, 10).stream()
                .map(Account::username)
                .toList();
    }

    private static AccountQuery query(
            String text, @Nullable Boolean superuser, Order order, boolean ascending, int page) {
        return new AccountQuery(text, true, null, superuser, null, null, order, ascending, page, 25);
    }

    private static ExternalUser token(String username) {
        return new ExternalUser(username, null, null, null, null, null);
    }

    private static AccountChange change(
            String firstName, String lastName, boolean active, boolean staff, boolean superuser) {
        return new AccountChange(
                new ProfileChange(firstName, lastName, "", ""), active, staff, superuser, Set.of(), Set.of());
    }

    private static void assertRefused(Runnable action, Reason reason) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusals())
                                .extracting(Refusal::reason)
                                .containsExactly(reason));
    }

    /** Who was told of, and what the database said then. */
    static class Revoked {

        final List<String> usernames = new CopyOnWriteArrayList<>();
        final List<Boolean> activeWhenTold = new CopyOnWriteArrayList<>();
        private final AccountDirectory directory;

        Revoked(AccountDirectory directory) {
            this.directory = directory;
        }

        @EventListener
        void on(AccessRevoked event) {
            usernames.add(event.username());
            directory.find(event.username()).ifPresent(account -> activeWhenTold.add(account.active()));
        }
    }

    @Test
    void findsEntriesOfTheLog() {
        Account ada = new Account(7, "Ada", "", "", "", "", true, true, false);
        Instant first = clock.instant();
        log.note(ada, AdminAction.RENAMED, AdminEntry.Kind.BOARD, 1, "100% of_it!");
        clock.move(Duration.ofHours(1));
        Instant second = clock.instant();
        log.note(root, AdminAction.DELETED, AdminEntry.Kind.BOARD, 2, "Other");
        log.note(root, AdminAction.CHANGED, AdminEntry.Kind.GROUP, 3, "Other", List.of(new FieldChange("a", "b", "c")));

        assertThat(found(query("", null, null, "", first, null))).containsExactly("Other", "Other", "100% of_it!");
        assertThat(found(query("", null, null, "", second, null))).containsExactly("Other", "Other");
        assertThat(found(query("", null, null, "", first, second))).containsExactly("100% of_it!");
        assertThat(found(query("AD", null, null, "", first, null))).containsExactly("100% of_it!");
        assertThat(found(query("", AdminEntry.Kind.BOARD, null, " other ", first, null)))
                .containsExactly("Other");
        assertThat(found(query("", null, AdminAction.RENAMED, "0% OF_it!", null, null)))
                .hasSize(1);
        assertThat(found(query("", null, null, "0_", null, null))).isEmpty();
        assertThat(found(query("%", null, null, "\0", null, null))).isEmpty();
        assertThat(logSearch.page(query("", null, null, "", first, null), 1, 2).getContent())
                .extracting(AdminEntry::objectName)
                .containsExactly("100% of_it!");
        assertThat(logSearch
                        .page(query("", AdminEntry.Kind.GROUP, null, "", first, null), 0, 2)
                        .getContent()
                        .get(0)
                        .changes())
                .containsExactly(new FieldChange("a", "b", "c"));
    }

    @Test
    void handsOverALongLogPieceByPiece() {
        int many = 1234;
        for (int i = 0; i < many; i++) {
            log.note(root, AdminAction.CHANGED, AdminEntry.Kind.GROUP, i, "group " + i);
        }
        List<Long> ids = new ArrayList<>();
        logSearch.each(query("", AdminEntry.Kind.GROUP, null, "", null, null), entry -> ids.add(entry.objectId()));

        assertThat(ids)
                .containsExactlyElementsOf(IntStream.iterate(many - 1, i -> i - 1)
                        .limit(many)
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    private List<String> found(AdminLogQuery query) {
        List<String> names = new ArrayList<>();
        logSearch.each(query, entry -> names.add(entry.objectName()));
        assertThat(logSearch.page(query, 0, 10).getTotalElements()).isEqualTo(names.size());
        return names;
    }

    private static AdminLogQuery query(
            String actor,
            AdminEntry.@Nullable Kind kind,
            @Nullable AdminAction action,
            String object,
            @Nullable Instant from,
            @Nullable Instant until) {
        return new AdminLogQuery(actor, kind, action, object, "", from, until);
    }

    @Import({
        LocalAccountsConfiguration.class,
        AccountAdministration.class,
        AccountBatch.class,
        AdminLog.class,
        AdminLogSearch.class,
        EffectivePermissions.class,
        FreeUsername.class,
        GroupAdministration.class,
        Identities.class,
        IdentityConfiguration.class,
        JpaAccountDirectory.class,
        LoginThrottle.class,
        OwnIdentity.class,
        PasswordLogin.class,
        ProviderRights.class,
        ProviderSignIn.class,
        Revoked.class,
        Seniority.class,
        StoredLoginLocks.class,
        TokenAdmission.class
    })
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        HibernateJpaAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        PersistenceExceptionTranslationAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    static class Parts {

        @Bean
        MovableClock clock() {
            return new MovableClock(Instant.parse("2026-11-23T08:00:00.123456789Z"));
        }
    }
}
