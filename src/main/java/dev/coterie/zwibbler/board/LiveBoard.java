package dev.coterie.zwibbler.board;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.coterie.cluster.Audience;
import dev.coterie.cluster.Member;
import dev.coterie.document.DocumentId;
import dev.coterie.document.LogAppender;
import dev.coterie.document.LogEntry;
import dev.coterie.document.NamedValue;
import dev.coterie.document.StoredByteString;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.wire.Append;
import dev.coterie.zwibbler.wire.AppendAnswer;
import dev.coterie.zwibbler.wire.AppendOutcome;
import dev.coterie.zwibbler.wire.Broadcast;
import dev.coterie.zwibbler.wire.ErrorCode;
import dev.coterie.zwibbler.wire.ErrorMessage;
import dev.coterie.zwibbler.wire.Key;
import dev.coterie.zwibbler.wire.KeyInformation;
import dev.coterie.zwibbler.wire.Lifetime;
import dev.coterie.zwibbler.wire.ProtocolVersion;
import dev.coterie.zwibbler.wire.SetKey;
import dev.coterie.zwibbler.wire.SetKeyAnswer;

/**
 * A board in memory: its length, its clients and its keys, but not its bytes. Judges what clients ask, in order of
 * arrival, by what has been assigned; what it says about that leaves when it is committed. Confined to the board's entity.
 */
final class LiveBoard {

    private static final String ADMIN_PREFIX = "admin:";

    private final String name;
    private final BoardEnvironment environment;
    private final Later later;
    private final DocumentId id;
    private final LogAppender log;
    private final Outbox outbox;
    private final RecentBytes recent;
    private final Keys keys;
    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final StoredUse use;
    private boolean readOnly;
    private long length;

    /** The end of what the board was created with and nobody has joined yet; -1: it was there before. */
    private long created = -1;

    /** @param content what it was created with; null: it was there */
    LiveBoard(
            String name,
            BoardEnvironment environment,
            Later later,
            StoredByteString stored,
            byte @Nullable [] content) {
        this.name = name;
        this.environment = environment;
        this.later = later;
        id = stored.record().id();
        length = stored.length();
        readOnly = stored.record().keeping().readOnly();
        log = environment.store().appender(id);
        outbox = new Outbox(id.number());
        keys = new Keys(stored.values());
        use = new StoredUse(environment, stored);
        recent = new RecentBytes(environment.properties().recentSize().toBytes(), content == null ? length : 0);
        if (content != null) {
            recent.add(content);
            created = length;
        }
    }

    DocumentId id() {
        return id;
    }

    Outbox outbox() {
        return outbox;
    }

    StoredUse use() {
        return use;
    }

    boolean isEmpty() {
        return clients.isEmpty();
    }

    /** Lets a client in, or not (section 4.2). */
    void join(BoardCommand.Join join) {
        boolean creator = created >= 0;
        long start = creator ? created : join.offset();
        created = -1;
        BoardClient client = join.client();
        Member<BoardEvent> member = client.member();
        ErrorMessage refusal = Refusals.always(join);
        if (refusal == null && !creator) {
            refusal = Refusals.existing(join, length);
        }
        if (refusal != null) {
            outbox.send(member, new BoardEvent.Refused(refusal.encode()));
            return;
        }
        environment.clients().enter(name, member.id(), client.user());
        if (environment.permissionChanges().count() != join.permissionChanges()) {
            environment.clients().leave(name, member.id());
            outbox.send(member, new BoardEvent.ResolveAgain());
            return;
        }
        clients.put(member.id(), new Client(client));
        use.used();
        outbox.enter(member);
        outbox.send(member, new BoardEvent.Opened(id, start, length, recent.from(start), keys.all()));
    }

    /** Whether it is one of ours. */
    boolean isHere(Member<BoardEvent> member) {
        return clients.containsKey(member.id());
    }

    /** Section 5.1. */
    void append(BoardCommand.Submit append) {
        Client client = clients.get(append.client().id());
        if (client == null) {
            return;
        }
        if (append.offset() != length) {
            environment.metrics().refused();
            answer(client, AppendOutcome.REFUSED);
        } else if (readOnly || !client.permissions.write()) {
            answer(client, AppendOutcome.NOT_PERMITTED);
        } else {
            store(client, append.data());
        }
    }

    private void answer(Client client, AppendOutcome outcome) {
        outbox.send(client.member(), new BoardEvent.Answered(new AppendAnswer(outcome, length).encode()));
    }

    private void store(Client client, byte[] data) {
        long from = length;
        long to = from + data.length;
        String author = client.member().id();
        use.used();
        if (data.length > 0) {
            Outbox.Commit commit = outbox.begin();
            long arrival = System.nanoTime();
            later.when(log.append(new LogEntry(from, to, use.now(), author, data)), done -> {
                environment.metrics().committed(arrival);
                outbox.end(commit);
            });
            length = to;
            recent.add(data);
            use.appended();
        }
        outbox.then(() -> tell(from, to, data, client));
        outbox.sendLast(
                client.member(), new BoardEvent.Answered(new AppendAnswer(AppendOutcome.STORED, length).encode()));
    }

    /** Encodes an append at most once for each version that somebody speaks. */
    private void tell(long from, long to, byte[] data, Client author) {
        boolean two = false;
        boolean three = false;
        for (Client client : clients.values()) {
            if (client != author) {
                two |= client.version() == ProtocolVersion.TWO;
                three |= client.version() == ProtocolVersion.THREE;
            }
        }
        if (two || three) {
            outbox.publishNow(
                    new BoardEvent.Appended(
                            id,
                            from,
                            to,
                            two ? Append.encode(ProtocolVersion.TWO, from, data) : null,
                            three ? Append.encode(ProtocolVersion.THREE, from, data) : null),
                    author.member().id());
        }
    }

    /** Section 5.2. */
    void setKey(BoardCommand.PutKey put) {
        Client client = clients.get(put.client().id());
        if (client == null) {
            return;
        }
        SetKey set = put.key();
        Key old = set.lifetime() == Lifetime.CLIENT ? keys.ofClients(set.name()) : keys.ofSession(set.name());
        boolean accepted = set.oldVersion() == (old == null ? 0 : old.version()) && mayBeSet(client, set, old == null);
        if (accepted) {
            set(client, set, old);
        }
        if (!accepted || set.oldVersion() != set.newVersion()) {
            outbox.send(client.member(), new BoardEvent.Say(new SetKeyAnswer(accepted, set.requestId()).encode()));
        }
    }

    private boolean mayBeSet(Client client, SetKey set, boolean isNew) {
        BoardEnvironment.KeyLimits limits = environment.keyLimits();
        boolean permitted = client.permissions.admin() || !set.name().startsWith(ADMIN_PREFIX);
        boolean fits = set.name().getBytes(StandardCharsets.UTF_8).length <= limits.maxNameBytes()
                && set.value().length <= limits.maxValueBytes()
                && (!isNew || keys.count() < limits.maxKeys());
        return permitted
                && fits
                && (set.lifetime() == Lifetime.CLIENT || !readOnly && Refusals.isStorableKey(set.name()));
    }

    private void set(Client client, SetKey set, @Nullable Key old) {
        Key key = new Key(set.name(), set.newVersion(), set.value());
        if (set.lifetime() == Lifetime.CLIENT) {
            keys.setForClient(key, client.member().id());
        } else {
            keys.setForSession(key);
            Outbox.Commit commit = outbox.begin();
            CompletionStage<Void> stored = environment
                    .store()
                    .putValue(
                            id,
                            new NamedValue(key.name(), key.version(), key.value()),
                            old == null ? null : old.version());
            later.when(stored, done -> outbox.end(commit));
        }
        inform(List.of(key), client.member().id());
    }

    private void inform(List<Key> changed, @Nullable String exceptId) {
        if (clients.size() > 1 || exceptId == null || !clients.containsKey(exceptId)) {
            outbox.publish(new BoardEvent.Say(new KeyInformation(changed).encode()), exceptId);
        }
    }

    /** Section 5.3. */
    void broadcast(BoardCommand.Relay relay) {
        Client client = clients.get(relay.client().id());
        if (client != null && clients.size() > 1) {
            outbox.publish(
                    new BoardEvent.Say(new Broadcast(relay.data()).encode()),
                    client.member().id());
        }
    }

    /** A client is gone, and its keys with it; nothing happens when it was not here. */
    void leave(Member<BoardEvent> member) {
        Client client = clients.remove(member.id());
        if (client == null) {
            return;
        }
        environment.clients().leave(name, member.id());
        outbox.leave(member);
        List<Key> removed = keys.removeOwned(member.id());
        if (!removed.isEmpty() && !clients.isEmpty()) {
            inform(removed, null);
        }
        use.used();
    }

    /** Section 8.3. */
    void changeUser(BoardCommand.ChangeUser change) {
        for (Client client : List.copyOf(clients.values())) {
            if (client.client.user().equals(change.user())) {
                client.permissions = change.permissions();
                if (!change.permissions().read()) {
                    leave(client.member());
                    outbox.send(
                            client.member(),
                            new BoardEvent.Refused(
                                    ErrorCode.ACCESS_DENIED.message().encode()));
                }
            }
        }
    }

    /** Everybody has to come back, so that they learn what they may do now. */
    void setReadOnly(boolean now) {
        if (readOnly != now) {
            readOnly = now;
            closeForAll(new BoardEvent.Lost());
        }
    }

    /** Puts everybody out. */
    void closeForAll(BoardEvent why) {
        for (Client client : new ArrayList<>(clients.values())) {
            clients.remove(client.member().id());
            environment.clients().leave(name, client.member().id());
            outbox.leave(client.member());
            outbox.send(client.member(), why);
        }
    }

    /** Nothing that is held will be said: everybody has to come back. */
    void abandon() {
        List<Member<BoardEvent>> concerned = outbox.abandon();
        clients.keySet().forEach(client -> environment.clients().leave(name, client));
        clients.clear();
        concerned.forEach(member -> Audience.send(member, new BoardEvent.Lost()));
    }

    boolean unusedSince(Instant then) {
        return clients.isEmpty() && use.lastUsed().isBefore(then);
    }

    /** How a board waits for storage; when that fails, it ends. */
    interface Later {

        /** Goes on in the entity once the stage is complete. */
        <T> void when(CompletionStage<T> stage, Consumer<T> done);
    }

    private static final class Client {

        private final BoardClient client;
        private Permissions permissions;

        Client(BoardClient client) {
            this.client = client;
            this.permissions = client.permissions();
        }

        Member<BoardEvent> member() {
            return client.member();
        }

        ProtocolVersion version() {
            return client.version();
        }
    }
}
