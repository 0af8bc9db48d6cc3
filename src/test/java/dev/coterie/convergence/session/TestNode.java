package dev.coterie.convergence.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.springframework.util.unit.DataSize;

import dev.coterie.account.AccountDirectory;
import dev.coterie.cluster.GatewayCommand;
import dev.coterie.convergence.identity.IdentityFixture;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.OfflineProperties;
import dev.coterie.convergence.model.OfflineWatchers;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.presence.PresenceActor;
import dev.coterie.convergence.presence.PresenceCommand;
import dev.coterie.document.InMemoryRecordStore;
import dev.coterie.token.TokenRejectedException;
import dev.coterie.token.TokenVerifier;
import dev.coterie.token.VerifiedToken;

/** A node with everything that sessions need, in memory, where time passes when told. Used by one test. */
final class TestNode implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static final OfflineProperties OFFLINE = new OfflineProperties(Duration.ofSeconds(10), 6, Duration.ofDays(1));

    final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    final ManualTime time = ManualTime.get(kit.system());
    final AtomicLong nanos = new AtomicLong();

    /** What queries are answered. */
    Function<String, CompletionStage<byte[]>> queries = query -> new CompletableFuture<>();

    final InstantSource clock = () -> START.plusNanos(nanos.get());
    final InMemoryRecordStore records;
    final InMemoryAccounts accounts;
    final TestProbe<Told> models = kit.createTestProbe();
    final ConnectedSessions connected = new ConnectedSessions(clock);
    final ReconnectTokens tokens;
    final SessionServices services;
    private final IdentityFixture identity;
    private final TestProbe<GatewayCommand<SessionEvent>> gateway = kit.createTestProbe();

    TestNode() {
        this(false);
    }

    TestNode(boolean anonymous) {
        this(anonymous, null, null);
    }

    /** @param restarted a node whose records and accounts are still there; null: none */
    TestNode(
            boolean anonymous,
            @org.jspecify.annotations.Nullable InMemoryRecordStore oldRecords,
            @org.jspecify.annotations.Nullable InMemoryAccounts oldAccounts) {
        records = oldRecords == null ? new InMemoryRecordStore(clock) : oldRecords;
        accounts = oldAccounts == null ? new InMemoryAccounts() : oldAccounts;
        ConvergenceProperties properties = new ConvergenceProperties(
                "convergence",
                "default",
                anonymous,
                false,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofHours(24),
                DataSize.ofKilobytes(16),
                DataSize.ofMegabytes(4),
                3,
                20,
                1000,
                5000);
        identity = new IdentityFixture(accounts, records);
        tokens = new ReconnectTokens(records, properties, clock);
        ActorRef<PresenceCommand> presence = kit.spawn(PresenceActor.create());
        Gatekeeper gatekeeper = new Gatekeeper(
                new Authenticator(accounts, identity.calls, verifier(clock), identity.users, tokens, properties, clock),
                tokens,
                identity.sessions,
                new RandomIds(),
                properties);
        services = new SessionServices(
                properties,
                gatekeeper,
                connected,
                identity.users,
                identity.requests(accounts),
                presence,
                (name, command) -> models.getRef().tell(new Told(name, command)),
                (requestId, user, query) -> queries.apply(query),
                new OfflineWatchers(OFFLINE, kit::spawn),
                OFFLINE,
                gateway.getRef(),
                clock,
                nanos::get);
    }

    /** A client that has connected and said nothing. */
    TestClient connect() {
        return new TestClient(this, true);
    }

    /** A client that has asked for a domain that does not exist. */
    TestClient connectElsewhere() {
        return new TestClient(this, false);
    }

    /** Lets time pass. */
    void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        time.timePasses(duration);
    }

    /** The next command that a model is told, of that class. */
    <C extends ModelCommand> C told(String model, Class<C> type) {
        Told told = models.receiveMessage(Duration.ofSeconds(10));
        if (!told.name().equals(model) || !type.isInstance(told.command())) {
            throw new AssertionError(told.toString());
        }
        return type.cast(told.command());
    }

    AccountDirectory accounts() {
        return accounts;
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        identity.calls.close();
    }

    /** Accepts {@code token-of-NAME}. */
    static TokenVerifier verifier(InstantSource clock) {
        return token -> {
            String prefix = "token-of-";
            if (!token.startsWith(prefix)) {
                throw new TokenRejectedException("signature");
            }
            return new VerifiedToken(
                    token.substring(prefix.length()),
                    "Shown " + token.substring(prefix.length()),
                    null,
                    null,
                    null,
                    null,
                    clock.instant(),
                    clock.instant().plusSeconds(60));
        };
    }

    /** What a model was told. */
    record Told(String name, ModelCommand command) {}
}
