package dev.coterie.convergence.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

import com.google.protobuf.Int32Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.model.ot.DiscreteOperation;
import dev.coterie.convergence.model.ot.EditingClient;
import dev.coterie.convergence.model.ot.ObjectSet;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.ReferenceId;
import dev.coterie.convergence.model.ot.StringSet;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.DomainUserIdData;
import dev.coterie.convergence.wire.core.Int32List;
import dev.coterie.convergence.wire.core.StringList;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;
import dev.coterie.convergence.wire.model.IndexRange;
import dev.coterie.convergence.wire.model.IndexRangeList;
import dev.coterie.convergence.wire.model.ModelResyncServerCompleteMessage;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.convergence.wire.model.ReferenceData;
import dev.coterie.convergence.wire.model.ReferenceValues;
import dev.coterie.convergence.wire.model.RemoteOperationMessage;
import dev.coterie.convergence.wire.model.SetReferenceMessage;
import dev.coterie.convergence.wire.model.ShareReferenceMessage;
import dev.coterie.convergence.wire.model.UnshareReferenceMessage;

/**
 * The JavaScript client (1.0.0-rc.12) as far as one model goes: it throws on everything that the real one does not
 * survive (section 0 of the protocol), reconnects with a new session and resynchronises. Not thread-safe.
 */
final class StrictClient {

    private static final int REQUEST = 7;

    private final TestWorld world;
    private final String name;
    private final UserKey user;
    private final RandomGenerator random;
    private final Set<String> prefixes;
    private final List<String> formerSessions = new ArrayList<>();
    private final List<SessionEvent> unread = new ArrayList<>();
    private final Set<DomainUserIdData> knownUsers = new HashSet<>();
    private final Set<String> knownSessions = new HashSet<>();
    private final Set<String> connected = new LinkedHashSet<>();
    private final Set<ReferenceId> references = new LinkedHashSet<>();
    private final Set<ReferenceId> doubtful = new HashSet<>();
    private final ReferencePositions positions = new ReferencePositions();
    private final Set<Integer> acknowledged = new HashSet<>();
    private TestWorld.@Nullable Connection connection;
    private @Nullable EditingClient editor;
    private State state = State.OFFLINE;
    private int connections;
    private int resourceId;
    private long reconnectVersion;
    private @Nullable String error;

    /** @param prefixes all value id prefixes that were ever handed out */
    StrictClient(TestWorld world, String name, RandomGenerator random, Set<String> prefixes) {
        this.world = world;
        this.name = name;
        this.user = new UserKey(UserType.NORMAL, name);
        this.random = random;
        this.prefixes = prefixes;
    }

    enum State {
        OFFLINE,
        OPENING,
        OPEN,
        RESYNCING,
        COMPLETING,
        CLOSING,
        CLOSED
    }

    State state() {
        return state;
    }

    String name() {
        return name;
    }

    @Nullable
    String error() {
        return error;
    }

    EditingClient editor() {
        return require(editor, "the model is not open");
    }

    boolean hasModel() {
        return editor != null;
    }

    String session() {
        return connection().session();
    }

    Set<String> allSessions() {
        return Set.copyOf(formerSessions);
    }

    Set<String> connectedSessions() {
        return Set.copyOf(connected);
    }

    /**
     * Compares the references of the others that two clients hold, and of those that were set since
     * {@link #forgetPositions()} what they point to.
     *
     * @return how many of those there are
     */
    int checkSameReferences(StrictClient other) {
        Set<ReferenceId> mine = new HashSet<>(references);
        Set<ReferenceId> theirs = new HashSet<>(other.references);
        mine.removeIf(key -> doubtful.contains(key) || key.session().equals(other.session()));
        theirs.removeIf(key -> doubtful.contains(key) || key.session().equals(session()));
        mine.removeIf(other.doubtful::contains);
        theirs.removeIf(other.doubtful::contains);
        check(mine.equals(theirs), "holds " + mine + " where " + other.name + " holds " + theirs);
        mine.retainAll(positions.known());
        mine.retainAll(other.positions.known());
        for (ReferenceId reference : mine) {
            check(
                    positions.of(reference).equals(other.positions.of(reference)),
                    reference + " points to " + positions.of(reference) + " where " + other.name + " has "
                            + other.positions.of(reference));
        }
        return mine.size();
    }

    /** Whether nothing has come that was not read. */
    boolean isQuiet() {
        return unread.isEmpty() && connection().isQuiet();
    }

    /** Whether nothing is left to be read, sent or answered. */
    boolean isAtRest() {
        return state == State.OPEN
                && unread.isEmpty()
                && connection().isQuiet()
                && editor().inFlight().isEmpty();
    }

    Set<Integer> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Connects, and opens the model or brings it up to date. */
    void connect() {
        check(state == State.OFFLINE, "not offline");
        List<String> former = List.copyOf(formerSessions);
        connection = world.connect(name + "-" + ++connections, user);
        formerSessions.add(session());
        knownUsers.clear();
        knownSessions.clear();
        EditingClient model = editor;
        if (model == null) {
            state = State.OPENING;
            world.tell(new ModelCommand.Open(connection().client, REQUEST, 5));
        } else {
            state = State.RESYNCING;
            reconnectVersion = -1;
            world.tell(new ModelCommand.Resync(connection().client, REQUEST, model.contextVersion(), former, false));
        }
    }

    /** Loses the connection, with all that was not read yet. The server may be slow to notice. */
    Runnable drop() {
        TestWorld.Connection lost = connection();
        lost.take();
        unread.clear();
        connection = null;
        state = State.OFFLINE;
        connected.clear();
        references.clear();
        doubtful.clear();
        positions.forget();
        return lost::disconnect;
    }

    void close() {
        check(state == State.OPEN, "not open");
        state = State.CLOSING;
        world.tell(new ModelCommand.Close(session(), REQUEST));
    }

    void edit() {
        EditingClient.InFlight edit = editor().edit();
        doubtWhatIsEmptied(edit.operation());
        forgetReferences(edit.operation());
        if (mayTalk()) {
            submit(edit);
        }
    }

    void edit(Operation operation) {
        submit(editor().edit(operation));
    }

    private void submit(EditingClient.InFlight edit) {
        world.tell(new ModelCommand.Submit(
                session(),
                OperationSubmissionMessage.newBuilder()
                        .setResourceId(resourceId)
                        .setSequenceNumber(edit.sequenceNumber())
                        .setContextVersion(edit.contextVersion())
                        .setOperation(OperationMapper.wire(edit.operation()))
                        .build()));
    }

    /** Shares, sets, clears or takes back a reference of any type, as the real client does: also such that it never shared. */
    void pointSomewhere() {
        point(random.nextInt(6), random.nextInt(6));
    }

    /** Sets a reference of each type. */
    void pointEverywhere() {
        for (int type = 0; type < 4; type++) {
            point(type, 3);
        }
    }

    /** What the references of others point to is not compared until they are set again. */
    void forgetPositions() {
        positions.forget();
    }

    private void point(int type, int action) {
        List<String> texts = editor().texts();
        if (texts.isEmpty() || !mayTalk()) {
            return;
        }
        String key = random.nextBoolean() ? "cursor" : "mark";
        StringValue text = StringValue.of(texts.get(random.nextInt(texts.size())));
        ReferenceValues.Builder values = ReferenceValues.newBuilder();
        switch (type) {
            case 0 -> {
                text = StringValue.of(editor().isObject("@:6") ? "@:6" : "@:0");
                key = "properties";
                values.setProperties(StringList.newBuilder().addValues("a").addValues("b"));
            }
            case 1 -> {
                text = StringValue.getDefaultInstance();
                key = "elements";
                values.setElements(StringList.newBuilder().addAllValues(texts));
            }
            case 2 -> {
                key = "range";
                int length = editor().textLength(text.getValue());
                values.setRanges(IndexRangeList.newBuilder()
                        .addValues(IndexRange.newBuilder()
                                .setStartIndex(random.nextInt(length + 1))
                                .setEndIndex(random.nextInt(length + 1))));
            }
            default ->
                values.setIndices(
                        Int32List.newBuilder().addValues(random.nextInt(editor().textLength(text.getValue()) + 1)));
        }
        switch (action) {
            case 0 ->
                world.tell(new ModelCommand.ClearReference(
                        session(),
                        dev.coterie.convergence.wire.model.ClearReferenceMessage.newBuilder()
                                .setResourceId(resourceId)
                                .setValueId(text)
                                .setKey(key)
                                .build()));
            case 1 ->
                world.tell(new ModelCommand.UnshareReference(
                        session(),
                        UnshareReferenceMessage.newBuilder()
                                .setResourceId(resourceId)
                                .setValueId(text)
                                .setKey(key)
                                .build()));
            case 2 ->
                world.tell(new ModelCommand.ShareReference(
                        session(),
                        ShareReferenceMessage.newBuilder()
                                .setResourceId(resourceId)
                                .setValueId(text)
                                .setKey(key)
                                .setReferences(values.build())
                                .setVersion(editor().contextVersion())
                                .build()));
            default ->
                world.tell(new ModelCommand.SetReference(
                        session(),
                        SetReferenceMessage.newBuilder()
                                .setResourceId(resourceId)
                                .setValueId(text)
                                .setKey(key)
                                .setReferences(values.build())
                                .setVersion(editor().contextVersion())
                                .build()));
        }
    }

    /** Reads everything that has come. */
    void readAll() {
        while (read()) {}
    }

    /** Reads one event, if there is one. */
    boolean read() {
        if (connection == null) {
            return false;
        }
        unread.addAll(connection().take());
        if (unread.isEmpty()) {
            return false;
        }
        SessionEvent event = unread.remove(0);
        if (event instanceof SessionEvent.Send send) {
            handle(send.frame());
        } else if (event instanceof SessionEvent.ModelOpened opened) {
            check(opened.modelId().equals(TestWorld.MODEL), "another model");
            resourceId = opened.resourceId();
            handle(opened.frame());
        } else if (event instanceof SessionEvent.ModelClosed closed) {
            check(closed.resourceId() == resourceId, "another resource");
            handle(closed.frame());
        } else if (event instanceof SessionEvent.AskAutoCreate ask) {
            check(ask.autoCreateId() == 5, "another auto create id");
            world.tell(new ModelCommand.AutoCreateAnswered(session(), autoCreate()));
        } else if (event instanceof SessionEvent.Disconnect) {
            drop().run();
        }
        return true;
    }

    private AutoCreateModelConfigResponseMessage autoCreate() {
        ObjectValue data = EditingClient.sampleData();
        return AutoCreateModelConfigResponseMessage.newBuilder()
                .setCollection("example-ace")
                .setData(ValueMapper.wire(data))
                .build();
    }

    private void handle(byte[] frame) {
        ConvergenceMessage message;
        try {
            message = ConvergenceMessage.parseFrom(frame);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        boolean reply = message.hasResponseId();
        check(!reply || message.getResponseId().equals(Int32Value.of(REQUEST)), "a reply to another request");
        switch (message.getBodyCase()) {
            case IDENTITYCACHEUPDATE -> identity(message.getIdentityCacheUpdate());
            case OPENREALTIMEMODELRESPONSE -> opened(message.getOpenRealTimeModelResponse());
            case REMOTEOPERATION -> remote(message.getRemoteOperation());
            case OPERATIONACK -> {
                var ack = message.getOperationAck();
                resource(ack.getResourceId());
                check(ack.hasTimestamp(), "no timestamp");
                editor().acknowledged(ack.getSequenceNumber(), ack.getVersion());
                check(acknowledged.add(ack.getSequenceNumber()), "acknowledged twice");
            }
            case REMOTECLIENTOPENEDMODEL -> {
                check(state == State.OPEN || state == State.CLOSING, "opened while " + state);
                String session = known(message.getRemoteClientOpenedModel().getSessionId());
                check(connected.add(session), "opened twice");
            }
            case REMOTECLIENTCLOSEDMODEL -> {
                String session = message.getRemoteClientClosedModel().getSessionId();
                check(connected.remove(session), "closed by one who has not opened");
                references.removeIf(reference -> reference.session().equals(session));
            }
            case REMOTECLIENTRESYNCSTARTED -> {
                check(state == State.OPEN || state == State.CLOSING, "resync started while " + state);
                known(message.getRemoteClientResyncStarted().getSessionId());
            }
            case REMOTECLIENTRESYNCCOMPLETED -> {
                check(state == State.OPEN || state == State.CLOSING, "resync completed while " + state);
                known(message.getRemoteClientResyncCompleted().getSessionId());
            }
            case MODELRESYNCRESPONSE -> {
                var response = message.getModelResyncResponse();
                check(response.hasPermissions(), "no permissions");
                resource(response.getResourceId());
                reconnectVersion = response.getCurrentVersion();
                completeWhenUpToDate();
            }
            case MODELRESYNCSERVERCOMPLETE -> resynced(message.getModelResyncServerComplete());
            case REFERENCESHARED -> {
                var shared = message.getReferenceShared();
                shared(
                        key(shared.getSessionId(), shared.hasValueId(), shared.getValueId(), shared.getKey()),
                        shared.getReferences(),
                        false);
            }
            case REFERENCESET -> {
                var set = message.getReferenceSet();
                shared(
                        key(set.getSessionId(), set.hasValueId(), set.getValueId(), set.getKey()),
                        set.getReferences(),
                        true);
            }
            case REFERENCECLEARED -> {
                var cleared = message.getReferenceCleared();
                ReferenceId key =
                        key(cleared.getSessionId(), cleared.hasValueId(), cleared.getValueId(), cleared.getKey());
                check(isDoubtful(key) || references.contains(key), "an unknown reference is cleared");
                positions.clear(key);
            }
            case REFERENCEUNSHARED -> {
                var gone = message.getReferenceUnshared();
                ReferenceId key = key(gone.getSessionId(), gone.hasValueId(), gone.getValueId(), gone.getKey());
                check(isDoubtful(key) | references.remove(key), "an unknown reference is unshared");
            }
            case CLOSEREALTIMEMODELRESPONSE -> {
                check(state == State.CLOSING, "closed while " + state);
                check(editor().inFlight().isEmpty(), "closed before everything was acknowledged");
                state = State.CLOSED;
            }
            case ERROR -> error = message.getError().getCode();
            default -> throw new IllegalStateException("unexpected " + message.getBodyCase());
        }
    }

    private void identity(IdentityCacheUpdateMessage update) {
        update.getUsersList().forEach(data -> knownUsers.add(data.getUserId()));
        update.getSessionsMap().forEach((session, owner) -> {
            check(knownUsers.contains(owner), "a session without its user");
            knownSessions.add(session);
        });
    }

    private String known(String session) {
        check(knownSessions.contains(session), "nobody said who " + session + " is");
        return session;
    }

    private void opened(OpenRealtimeModelResponseMessage response) {
        check(state == State.OPENING, "opened while " + state);
        check(
                response.hasPermissions()
                        && response.hasData()
                        && response.hasCreatedTime()
                        && response.hasModifiedTime(),
                "something is missing");
        resource(response.getResourceId());
        String prefix = response.getValueIdPrefix();
        check(!Set.of("", "0", "@").contains(prefix), "a reserved prefix");
        check(prefixes.add(prefix), "a prefix that somebody else has");
        try {
            ObjectValue data = ValueMapper.object(response.getData());
            editor = new EditingClient(data, response.getVersion(), random, prefix);
        } catch (IncompleteMessageException e) {
            throw new IllegalStateException(e);
        }
        state = State.OPEN;
        enter(response.getConnectedClientsList(), response.getReferencesList());
        response.getResyncingClientsList().forEach(this::known);
    }

    private void enter(List<String> sessions, List<ReferenceData> shared) {
        for (String session : sessions) {
            check(connected.add(known(session)), "connected twice");
        }
        check(connected.contains(session()), "not among the connected ones");
        for (ReferenceData reference : shared) {
            check(connected.contains(reference.getSessionId()), "a reference of somebody who is not there");
            shared(
                    key(reference.getSessionId(), reference.hasValueId(), reference.getValueId(), reference.getKey()),
                    reference.getReference(),
                    false);
        }
    }

    private ReferenceId key(String session, boolean hasValueId, StringValue valueId, String key) {
        check(state == State.OPEN || state == State.CLOSING || state == State.COMPLETING, "a reference while " + state);
        check(!hasValueId || !valueId.getValue().isEmpty(), "an empty value id");
        check(!session.equals(session()), "a reference of our own");
        return new ReferenceId(known(session), valueId.getValue(), key);
    }

    private void shared(ReferenceId key, ReferenceValues values, boolean isKnown) {
        check(values.getValuesCase() != ReferenceValues.ValuesCase.VALUES_NOT_SET, "no values");
        positions.remove(key);
        if (isDoubtful(key)) {
            return;
        }
        check(connected.contains(key.session()), "a reference of somebody who is not there");
        check(
                key.valueId().isEmpty() || editor().isText(key.valueId()) || editor().isObject(key.valueId()),
                "no such value");
        if (isKnown) {
            check(references.contains(key), "an unknown reference is set");
        } else {
            check(references.add(key), "shared twice");
        }
        try {
            positions.put(key, ReferenceMapper.values(values));
        } catch (IncompleteMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * While an operation of its own is under way that removes what a reference points into, the real client cannot be
     * helped (section 8.5); from then on nothing is expected of that reference.
     */
    private boolean isDoubtful(ReferenceId key) {
        boolean underWay = editor().inFlight().stream()
                .flatMap(edit -> edit.operation().steps().stream())
                .anyMatch(step -> step.id().equals(key.valueId()));
        if (underWay
                || !key.valueId().isEmpty()
                        && !editor().contains(key.valueId())
                        && !editor().inFlight().isEmpty()) {
            doubtful.add(key);
        }
        return doubtful.contains(key);
    }

    /**
     * Its author forgets the references on an object that it sets to nothing. The others keep them, for they are sent
     * removals of the properties (N4 in section 6.4).
     */
    private void doubtWhatIsEmptied(Operation operation) {
        for (DiscreteOperation step : operation.steps()) {
            if (step instanceof ObjectSet set && set.values().isEmpty()) {
                references.stream()
                        .filter(reference -> reference.valueId().equals(step.id()))
                        .forEach(doubtful::add);
            }
        }
    }

    private void remote(RemoteOperationMessage remote) {
        resource(remote.getResourceId());
        known(remote.getSessionId());
        check(remote.hasTimestamp(), "no timestamp");
        check(!remote.getSessionId().equals(session()), "an operation of our own");
        try {
            Operation operation = OperationMapper.operation(remote.getOperation());
            forgetReferences(editor().received(remote.getContextVersion(), operation));
        } catch (IncompleteMessageException e) {
            throw new IllegalStateException(e);
        }
        if (state == State.RESYNCING) {
            completeWhenUpToDate();
        }
    }

    private void forgetReferences(Operation operation) {
        positions.follow(operation, editor()::contains);
        for (DiscreteOperation step : operation.steps()) {
            if (!step.noOp() && (step instanceof StringSet || step instanceof ObjectSet)) {
                references.removeIf(reference -> reference.valueId().equals(step.id()));
            }
        }
        references.removeIf(reference -> !reference.valueId().isEmpty() && !editor().contains(reference.valueId()));
    }

    private void completeWhenUpToDate() {
        if (editor().contextVersion() == reconnectVersion) {
            state = State.COMPLETING;
            editor().inFlight().forEach(this::submit);
            world.tell(new ModelCommand.ResyncClientComplete(session(), true));
        }
    }

    private void resynced(ModelResyncServerCompleteMessage complete) {
        check(state == State.COMPLETING, "completed while " + state);
        resource(complete.getResourceId());
        enter(complete.getConnectedClientsList(), complete.getReferencesList());
        complete.getResyncingClientsList().forEach(this::known);
        state = State.OPEN;
    }

    private boolean mayTalk() {
        return state == State.OPEN || state == State.COMPLETING;
    }

    private void resource(int id) {
        check(id == resourceId, "resource " + id);
    }

    private TestWorld.Connection connection() {
        return require(connection, "not connected");
    }

    private void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(name + ": " + otherwise);
        }
    }

    private static <T> T require(@Nullable T value, String otherwise) {
        if (value == null) {
            throw new IllegalStateException(otherwise);
        }
        return value;
    }
}
