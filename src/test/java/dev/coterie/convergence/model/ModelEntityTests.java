package dev.coterie.convergence.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import com.google.protobuf.BoolValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.model.ot.CompoundOperation;
import dev.coterie.convergence.model.ot.DoubleValue;
import dev.coterie.convergence.model.ot.EditingClient;
import dev.coterie.convergence.model.ot.ModelLimits;
import dev.coterie.convergence.model.ot.ObjectAddProperty;
import dev.coterie.convergence.model.ot.ObjectRemoveProperty;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.StringSplice;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ConvergenceMessage.BodyCase;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.core.Int32List;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.NullValue;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.convergence.wire.model.ReferenceValues;
import dev.coterie.convergence.wire.model.SetModelPermissionsRequestMessage;
import dev.coterie.convergence.wire.model.SetReferenceMessage;
import dev.coterie.convergence.wire.model.UserModelPermissionsData;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.LogEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ModelEntityTests {

    private static final String TEXT = "@:1";
    private static final ModelPermissionsData NONE = ModelPermissionsData.getDefaultInstance();
    private static final ModelPermissionsData READ =
            ModelPermissionsData.newBuilder().setRead(true).build();
    private static final ModelPermissionsData ALL =
            READ.toBuilder().setWrite(true).setRemove(true).setManage(true).build();

    private final Set<String> prefixes = new HashSet<>();
    private TestWorld world = new TestWorld();
    private int request = 100;

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void nothingIsSaidBeforeItIsStored() {
        StrictClient author = open("a");
        StrictClient other = open("b");
        settleAll(author, other);
        world.store.holdCommits();
        author.edit(insert(0, "x"));
        TestWorld.Connection late = world.connect("late");
        world.tell(new ModelCommand.Open(late.client, 1, null));
        TestWorld.Connection historian = world.connect("historian");
        world.tell(new ModelCommand.HistoricalData(historian.client, 1));
        world.settle();
        assertThat(author.isQuiet()).isTrue();
        assertThat(other.isQuiet()).isTrue();
        assertThat(late.take()).isEmpty();
        assertThat(historian.take()).isEmpty();

        world.store.releaseCommits();
        world.settle();
        author.readAll();
        other.readAll();
        assertThat(author.acknowledged()).containsExactly(1);
        assertThat(textOf(other)).startsWith("xThe quick");
        var opened = bodies(late).get(1).getOpenRealTimeModelResponse();
        assertThat(opened.getVersion()).isEqualTo(2);
        assertThat(opened.getData().getChildrenOrThrow("text").getStringValue().getValue())
                .startsWith("xThe quick");
    }

    @Test
    void aBroadcastIsEncodedOnce() {
        TestWorld.Connection first = rawOpen("a");
        TestWorld.Connection second = rawOpen("b");
        StrictClient author = open("c");
        world.settle();
        first.take();
        second.take();
        author.edit(insert(0, "x"));
        world.settle();
        SessionEvent one = first.take().get(0);
        SessionEvent two = second.take().get(0);
        assertThat(((SessionEvent.Send) one).frame()).isSameAs(((SessionEvent.Send) two).frame());
    }

    @Test
    void twoWhoCreateAtOnceGetTheSameModel() {
        StrictClient one = client("a");
        StrictClient two = client("b");
        one.connect();
        two.connect();
        world.settle();
        // Each is asked; the second answer counts because it comes first.
        two.readAll();
        world.settle();
        one.readAll();
        world.settle();
        one.readAll();
        two.readAll();
        assertThat(one.editor().snapshot()).isEqualTo(two.editor().snapshot());
        assertThat(one.connectedSessions()).hasSize(2).isEqualTo(two.connectedSessions());
    }

    @Test
    void oneWhoCannotGiveTheDataDoesNotSpoilItForTheOther() {
        TestWorld.Connection bad = world.connect("bad");
        world.tell(new ModelCommand.Open(bad.client, 1, 3));
        StrictClient good = client("good");
        good.connect();
        world.tell(new ModelCommand.AutoCreateAnswered("bad", null));
        world.settle();
        assertThat(codeOf(bad, 1)).isEqualTo("data_request_failure");
        good.readAll();
        world.settle();
        good.readAll();
        assertThat(good.state()).isEqualTo(StrictClient.State.OPEN);
    }

    @Test
    void dataThatAreNoModelCreateNothing() {
        DataValue twice = DataValue.newBuilder().setNullValue(nullValue("@:0")).build();
        ObjectValue duplicate =
                ObjectValue.newBuilder().setId("@:0").putChildren("x", twice).build();
        ObjectValue empty = ObjectValue.newBuilder()
                .setId("@:0")
                .putChildren("x", DataValue.getDefaultInstance())
                .build();
        for (AutoCreateModelConfigResponseMessage config : List.of(
                AutoCreateModelConfigResponseMessage.getDefaultInstance(),
                config(duplicate).build(),
                config(empty).build(),
                config(sample()).clearCollection().build())) {
            TestWorld.Connection connection = world.connect("s" + ++request);
            world.tell(new ModelCommand.Open(connection.client, request, 1));
            world.tell(new ModelCommand.AutoCreateAnswered(connection.session(), config));
            world.settle();
            assertThat(codeOf(connection, request)).isEqualTo("data_request_failure");
        }
        TestWorld.Connection connection = world.connect("s");
        world.tell(new ModelCommand.Open(connection.client, 1, null));
        world.settle();
        assertThat(codeOf(connection, 1)).isEqualTo("model_not_found");
    }

    @Test
    void createsWithoutOpening() {
        TestWorld.Connection creator = world.connect("creator");
        CreateRealtimeModelRequestMessage create = CreateRealtimeModelRequestMessage.newBuilder()
                .setCollectionId("docs")
                .setData(sample())
                .setCreatedTime(Timestamps.of(Instant.ofEpochMilli(1_234)))
                .build();
        assertThat(codeOf(ask(
                        creator,
                        id -> new ModelCommand.Create(
                                creator.client,
                                id,
                                create.toBuilder().clearCollectionId().build()))))
                .isEqualTo("invalid_model_creation_data");
        assertThat(codeOf(ask(
                        creator,
                        id -> new ModelCommand.Create(
                                creator.client,
                                id,
                                create.toBuilder().clearData().build()))))
                .isEqualTo("invalid_message");
        ConvergenceMessage created = ask(creator, id -> new ModelCommand.Create(creator.client, id, create));
        assertThat(created.getCreateRealTimeModelResponse().getModelId()).isEqualTo(TestWorld.MODEL);
        ConvergenceMessage again = ask(creator, id -> new ModelCommand.Create(creator.client, id, create));
        assertThat(codeOf(again)).isEqualTo("model_already_exists");
        assertThat(again.getError().getDetailsMap().get("fingerprint"))
                .isNotNull()
                .satisfies(value -> assertThat(value.getStringValue()).isEqualTo("1234"));
    }

    @Test
    void closingAnswersAfterTheAcknowledgements() {
        StrictClient one = open("a");
        StrictClient two = open("b");
        world.store.holdCommits();
        two.edit(insert(0, "x"));
        two.close();
        world.store.releaseCommits();
        world.settle();
        two.readAll();
        one.readAll();
        assertThat(two.state()).isEqualTo(StrictClient.State.CLOSED);
        assertThat(one.connectedSessions()).containsExactly(one.session());
    }

    @Test
    void oneSessionOpensOnce() {
        StrictClient one = open("a");
        ModelClient same = world.connect(one.session()).client;
        TestWorld.Connection connection = world.connect("x");
        ModelClient client = new ModelClient(one.session(), same.user(), same.userData(), connection.client.member());
        world.tell(new ModelCommand.Open(client, 9, null));
        world.settle();
        assertThat(codeOf(connection, 9)).isEqualTo("model_already_open");
    }

    @Test
    void aSessionThatIsGoneBeforeItIsLetInIsForgotten() {
        StrictClient first = open("a");
        // The next prefix but two has to be reserved.
        open("b");
        open("c");
        world.store.holdCommits();
        TestWorld.Connection hasty = world.connect("hasty");
        world.tell(new ModelCommand.Open(hasty.client, 1, null));
        world.settle();
        hasty.disconnect();
        world.settle();
        world.store.releaseCommits();
        world.settle();
        assertThat(hasty.take()).isEmpty();
        StrictClient last = open("d");
        assertThat(last.connectedSessions()).hasSize(4).doesNotContain("hasty");
        first.readAll();
        assertThat(first.connectedSessions()).isEqualTo(last.connectedSessions());
    }

    @Test
    void deletingPutsEverybodyOut() {
        TestWorld.Connection one = rawOpen("a");
        TestWorld.Connection two = rawOpen("b");
        one.take();
        two.take();
        world.tell(new ModelCommand.Delete(two.client, 5));
        world.settle();
        assertThat(bodies(one).stream()
                        .filter(message -> message.hasForceCloseRealTimeModel())
                        .map(message -> message.getForceCloseRealTimeModel().getReasonCode()))
                .containsExactly(2);
        List<ConvergenceMessage> answers = bodies(two);
        assertThat(answers).extracting(ConvergenceMessage::getBodyCase).endsWith(BodyCase.DELETEREALTIMEMODELRESPONSE);
        TestWorld.Connection late = world.connect("late");
        assertThat(codeOf(ask(late, id -> new ModelCommand.Open(late.client, id, null))))
                .isEqualTo("model_not_found");
        assertThat(codeOf(ask(late, id -> new ModelCommand.Delete(late.client, id))))
                .isEqualTo("model_not_found");
        assertThat(open("again").editor().contextVersion())
                .as("the deleted one ended with version 1")
                .isEqualTo(2);
    }

    @Test
    void whatCannotBeIsAnsweredByPuttingTheOffenderOutAlone() {
        StrictClient bystander = open("bystander");
        List<Consumer<OperationSubmissionMessage.Builder>> spoilers = List.of(
                submission -> submission.setContextVersion(99),
                submission -> submission.setContextVersion(-1),
                submission -> submission.setContextVersion(0),
                submission -> submission.setContextVersion(Long.MIN_VALUE),
                submission -> submission.setSequenceNumber(0),
                submission -> submission.setSequenceNumber(-5),
                submission -> submission.setOperation(OperationMapper.wire(insert(-1, "x"))),
                submission -> submission.setOperation(OperationMapper.wire(insert(1_000, "x"))),
                submission -> submission.setOperation(OperationMapper.wire(new StringSplice("", false, 0, 0, "x"))),
                submission -> submission.setOperation(OperationMapper.wire(new StringSplice("@:0", false, 0, 0, "x"))),
                submission -> submission.setOperation(OperationMapper.wire(insert(0, "x".repeat(70_000)))),
                submission -> submission.setOperation(
                        OperationMapper.wire(new ObjectAddProperty("@:0", false, "new", new DoubleValue(TEXT, 1)))));
        for (Consumer<OperationSubmissionMessage.Builder> spoiler : spoilers) {
            TestWorld.Connection offender = rawOpen("offender" + ++request);
            OperationSubmissionMessage.Builder submission = OperationSubmissionMessage.newBuilder()
                    .setResourceId(1)
                    .setSequenceNumber(1)
                    .setContextVersion(1)
                    .setOperation(OperationMapper.wire(insert(0, "x")));
            spoiler.accept(submission);
            offender.take();
            world.tell(new ModelCommand.Submit(offender.session(), submission.build()));
            world.settle();
            SessionEvent event = offender.take().get(0);
            assertThat(event).as("%s", submission).isInstanceOf(SessionEvent.ModelClosed.class);
            assertThat(decode(event).getForceCloseRealTimeModel().getReasonCode())
                    .isEqualTo(4);
        }
        bystander.readAll();
        assertThat(bystander.connectedSessions()).containsExactly(bystander.session());
        assertThat(bystander.editor().contextVersion()).isEqualTo(1);
    }

    @Test
    void anIncompleteOperationIsDropped() {
        TestWorld.Connection author = rawOpen("a");
        author.take();
        world.tell(new ModelCommand.Submit(
                "a",
                OperationSubmissionMessage.newBuilder()
                        .setSequenceNumber(1)
                        .setContextVersion(1)
                        .setOperation(OperationData.getDefaultInstance())
                        .build()));
        world.settle();
        ConvergenceMessage notice = bodies(author).get(0);
        assertThat(notice.hasResponseId()).isFalse();
        assertThat(notice.getError().getCode()).isEqualTo("invalid_operation");
    }

    @Test
    void theSameOperationIsNotTakenTwice() {
        TestWorld.Connection author = rawOpen("a");
        author.take();
        OperationSubmissionMessage submission = OperationSubmissionMessage.newBuilder()
                .setSequenceNumber(1)
                .setContextVersion(1)
                .setOperation(OperationMapper.wire(insert(0, "x")))
                .build();
        world.tell(new ModelCommand.Submit("a", submission));
        world.tell(new ModelCommand.Submit("a", submission));
        world.settle();
        assertThat(bodies(author)).extracting(ConvergenceMessage::getBodyCase).containsExactly(BodyCase.OPERATIONACK);
        assertThat(open("b").editor().contextVersion()).isEqualTo(2);
    }

    @Test
    void badReferencesAreIgnoredOrPutTheOffenderOut() {
        StrictClient bystander = open("bystander");
        TestWorld.Connection owner = rawOpen("a");
        owner.take();
        SetReferenceMessage good = SetReferenceMessage.newBuilder()
                .setValueId(StringValue.of(TEXT))
                .setKey("cursor")
                .setReferences(ReferenceValues.newBuilder()
                        .setIndices(Int32List.newBuilder().addValues(3)))
                .setVersion(1)
                .build();
        world.tell(new ModelCommand.SetReference(
                "a", good.toBuilder().clearReferences().build()));
        world.tell(new ModelCommand.SetReference(
                "a", good.toBuilder().setValueId(StringValue.of("@:2")).build()));
        world.tell(new ModelCommand.SetReference(
                "a", good.toBuilder().setKey("k".repeat(3_000)).build()));
        world.settle();
        assertThat(bodies(owner))
                .hasSize(3)
                .allSatisfy(message -> assertThat(message.getError().getCode()).isEqualTo("invalid_message"));
        world.tell(new ModelCommand.SetReference("a", good));
        world.tell(new ModelCommand.SetReference(
                "a", good.toBuilder().setVersion(50).build()));
        world.settle();
        assertThat(decode(owner.take().get(0)).getForceCloseRealTimeModel().getReasonCode())
                .isEqualTo(5);
        bystander.readAll();
        assertThat(bystander.connectedSessions()).containsExactly(bystander.session());
    }

    @Test
    void permissionsHoldAtOnce() {
        UserKey manager = new UserKey(UserType.NORMAL, "manager");
        UserKey reader = new UserKey(UserType.NORMAL, "reader");
        UserKey stranger = new UserKey(UserType.NORMAL, "stranger");
        TestWorld.Connection boss = rawOpen(world.connect("boss", manager));
        TestWorld.Connection read = rawOpen(world.connect("read", reader));
        TestWorld.Connection out = rawOpen(world.connect("out", stranger));
        List.of(boss, read, out).forEach(TestWorld.Connection::take);

        SetModelPermissionsRequestMessage set = SetModelPermissionsRequestMessage.newBuilder()
                .setModelId(TestWorld.MODEL)
                .setOverrideCollection(BoolValue.of(true))
                .setWorldPermissions(NONE)
                .addSetUserPermissions(permission(manager, ALL))
                .addSetUserPermissions(permission(reader, READ))
                .build();
        ConvergenceMessage done = ask(boss, id -> new ModelCommand.SetPermissions(boss.client, id, set));
        assertThat(done.hasSetModelPermissionsResponse()).isTrue();
        assertThat(bodies(read))
                .anySatisfy(message -> assertThat(
                                message.getModelPermissionsChanged().getPermissions())
                        .isEqualTo(READ));
        assertThat(decode(out.take().get(0)).getForceCloseRealTimeModel().getReasonCode())
                .isEqualTo(8);
        assertThat(codeOf(ask(out, id -> new ModelCommand.Open(out.client, id, null))))
                .isEqualTo("unauthorized");
        assertThat(codeOf(ask(out, id -> new ModelCommand.GetPermissions(out.client, id))))
                .isEqualTo("unauthorized");
        assertThat(codeOf(ask(out, id -> new ModelCommand.HistoricalData(out.client, id))))
                .isEqualTo("unauthorized");
        assertThat(codeOf(ask(read, id -> new ModelCommand.SetPermissions(read.client, id, set))))
                .isEqualTo("unauthorized");
        assertThat(codeOf(ask(read, id -> new ModelCommand.Delete(read.client, id))))
                .isEqualTo("unauthorized");

        // They are stored.
        world.tell(new TestWorld.Passivate());
        world.settle();
        List.of(boss, read).forEach(TestWorld.Connection::take);
        var shown = ask(read, id -> new ModelCommand.GetPermissions(read.client, id))
                .getGetModelPermissionsResponse();
        assertThat(shown.getOverridesCollection()).isTrue();
        assertThat(shown.hasWorldPermissions()).isTrue();
        assertThat(shown.getUserPermissionsList()).contains(permission(manager, ALL), permission(reader, READ));
    }

    @Test
    void oneWhoWaitsWhilePermissionsChangeIsNotLetIn() {
        TestWorld.Connection boss = rawOpen("boss");
        // All value id prefixes that are at hand are used up: whoever comes next waits for storage.
        rawOpen("second");
        rawOpen("third");
        TestWorld.Connection out = world.connect("out");
        SetModelPermissionsRequestMessage set = SetModelPermissionsRequestMessage.newBuilder()
                .addSetUserPermissions(permission(out.client.user(), NONE))
                .build();
        world.tell(new ModelCommand.SetPermissions(boss.client, 100, set));

        ConvergenceMessage answer = ask(out, id -> new ModelCommand.Open(out.client, id, null));

        assertThat(codeOf(answer)).isEqualTo("unauthorized");
    }

    @Test
    void oneWhoMayNotWriteIsPutOutForIt() {
        UserKey reader = new UserKey(UserType.NORMAL, "reader");
        TestWorld.Connection boss = rawOpen("boss");
        TestWorld.Connection read = rawOpen(world.connect("read", reader));
        SetModelPermissionsRequestMessage set = SetModelPermissionsRequestMessage.newBuilder()
                .addSetUserPermissions(permission(reader, READ))
                .build();
        ask(boss, id -> new ModelCommand.SetPermissions(boss.client, id, set));
        read.take();
        world.tell(new ModelCommand.Submit(
                "read",
                OperationSubmissionMessage.newBuilder()
                        .setSequenceNumber(1)
                        .setContextVersion(1)
                        .setOperation(OperationMapper.wire(insert(0, "x")))
                        .build()));
        world.settle();
        assertThat(decode(read.take().get(0)).getForceCloseRealTimeModel().getReasonCode())
                .isEqualTo(1);
        assertThat(open("b").editor().contextVersion()).isEqualTo(1);
    }

    @Test
    void prefixesAreNeverGivenTwiceAlsoNotAfterACrash() {
        for (int i = 0; i < 10; i++) {
            // The client throws when it is given one that somebody had.
            open("a" + i);
            if (i % 4 == 1) {
                world.tell(new TestWorld.Die());
                world.settle();
            }
        }
        assertThat(prefixes).hasSize(10).doesNotContain("0", "1", "@");
    }

    @Test
    void whenStorageFailsEverybodyComesBackAndNothingIsLost() {
        StrictClient one = open("a");
        StrictClient two = open("b");
        one.edit(insert(0, "kept "));
        world.settle();
        one.readAll();
        two.readAll();
        world.store.failCommits();
        one.edit(insert(0, "lost and sent again "));
        two.edit(insert(0, "this too "));
        world.settle();
        one.readAll();
        two.readAll();
        assertThat(one.state()).isEqualTo(StrictClient.State.OFFLINE);
        assertThat(two.state()).isEqualTo(StrictClient.State.OFFLINE);
        world.store.repair();
        one.connect();
        two.connect();
        settleAll(one, two);
        assertThat(textOf(one)).isEqualTo(textOf(two)).contains("kept ", "lost and sent again ", "this too ");
    }

    @Test
    void oneWhoseAcknowledgementWasLostSendsNothingTwice() {
        StrictClient one = open("a");
        StrictClient two = open("b");
        one.edit(insert(0, "first "));
        one.edit(insert(6, "second "));
        world.settle();
        Runnable notice = one.drop();
        one.connect();
        settleAll(one, two);
        notice.run();
        settleAll(one, two);
        assertThat(one.editor().inFlight()).isEmpty();
        assertThat(textOf(one)).isEqualTo(textOf(two)).startsWith("first second The");
        assertThat(two.editor().contextVersion())
                .as("with one operation by nobody")
                .isEqualTo(4);
    }

    @Test
    void oneWhoWasAwayForLongIsSentWhatTheLogHolds() {
        StrictClient one = open("a");
        StrictClient two = open("b");
        one.drop().run();
        for (int i = 0; i < 60; i++) {
            two.edit(insert(0, "x"));
            settleAll(two);
        }
        one.edit();
        one.connect();
        settleAll(one, two);
        assertThat(one.editor().snapshot()).isEqualTo(two.editor().snapshot());
        assertThat(one.editor().contextVersion()).isEqualTo(62);
    }

    @Test
    void resynchronisingWithoutOpening() {
        StrictClient other = open("a");
        TestWorld.Connection uploader = world.connect("up");
        world.tell(new ModelCommand.Resync(uploader.client, 3, 1, List.of(), false));
        world.settle();
        other.readAll();
        world.tell(new ModelCommand.ResyncClientComplete("up", false));
        world.settle();
        other.readAll();
        List<SessionEvent> events = uploader.take();
        assertThat(events.get(events.size() - 1)).isInstanceOf(SessionEvent.ModelClosed.class);
        assertThat(other.connectedSessions()).containsExactly(other.session());
    }

    @Test
    void resynchronisingFromNowhereIsRefused() {
        open("a");
        TestWorld.Connection lost = world.connect("lost");
        for (long version : new long[] {0, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(codeOf(ask(lost, id -> new ModelCommand.Resync(lost.client, id, version, List.of(), false))))
                    .isEqualTo("invalid_message");
        }
    }

    @Test
    void openingReplaysLittle() {
        StrictClient one = open("a");
        for (int i = 0; i < 100; i++) {
            one.edit();
            settleAll(one);
        }
        assertThat(load().tail()).hasSizeLessThanOrEqualTo(20);
        one.edit();
        one.edit();
        settleAll(one);
        long operations = load().tail().size();
        world.tell(new TestWorld.Passivate());
        world.settle();
        assertThat(load().tail()).hasSize(operations >= 5 ? 0 : (int) operations);
        one.readAll();
        one.connect();
        settleAll(one);
        assertThat(one.editor().snapshot()).isEqualTo(open("b").editor().snapshot());
    }

    @Test
    void historyCanBeWalkedBack() throws IncompleteMessageException {
        StrictClient one = open("a");
        one.edit(insert(0, "x"));
        one.edit(new ObjectRemoveProperty("@:0", false, "number"));
        one.edit(insert(0, "y"));
        settleAll(one);
        TestWorld.Connection reader = world.connect("reader");
        var data = ask(reader, id -> new ModelCommand.HistoricalData(reader.client, id))
                .getHistoricalDataResponse();
        assertThat(data.getVersion()).isEqualTo(4);
        reader.take();
        int id = ++request;
        world.tell(new ModelCommand.HistoricalOperations(reader.client, id, 1, 100));
        world.settle();
        List<ConvergenceMessage> answers = bodies(reader);
        assertThat(answers.get(0).getIdentityCacheUpdate().getSessionsMap()).containsKey(one.session());
        var operations = answers.get(1).getHistoricalOperationsResponse().getOperationsList();
        assertThat(operations).extracting(operation -> operation.getVersion()).containsExactly(2L, 3L, 4L);
        var removal = operations.get(1).getOperation().getDiscreteOperation();
        assertThat(removal.getObjectSetOperation().getOldValuesMap()).containsKey("number");
        assertThat(removal.getObjectSetOperation().getValuesMap())
                .doesNotContainKey("number")
                .containsKey("text");

        for (int version = 1; version <= 4; version++) {
            var time = version == 1
                    ? data.getCreatedTime()
                    : operations.get(version - 2).getTimestamp();
            long found = ask(reader, asked -> new ModelCommand.VersionAtTime(reader.client, asked, time))
                    .getModelGetVersionAtTimeResponse()
                    .getVersionAtTime();
            assertThat(found).isGreaterThanOrEqualTo(version);
        }
    }

    @Test
    void historyIsShownSoThatTheClientCountsRight() {
        StrictClient one = open("a");
        one.edit(new CompoundOperation(List.of()));
        one.edit(insert(0, "x"));
        settleAll(one);
        TestWorld.Connection reader = world.connect("reader");

        int id = ++request;
        world.tell(new ModelCommand.HistoricalOperations(reader.client, id, 0, 3));
        world.settle();
        List<ConvergenceMessage> answers = bodies(reader);

        assertThat(answers.get(0).getIdentityCacheUpdate().getSessionsMap())
                .containsKeys(one.session(), Resyncing.SERVER_SESSION);
        var operations = answers.get(1).getHistoricalOperationsResponse().getOperationsList();
        assertThat(operations).extracting(operation -> operation.getVersion()).containsExactly(1L, 2L, 3L);
        assertThat(operations.subList(0, 2))
                .allSatisfy(operation -> assertThat(operation
                                .getOperation()
                                .getDiscreteOperation()
                                .getStringSpliceOperation()
                                .getNoOp())
                        .isTrue());
    }

    @Test
    void anEphemeralModelOutlivesItsLastSessionForAWhile() {
        restart(with(Duration.ofMinutes(10), Duration.ofMillis(300), Duration.ofMinutes(10)));
        TestWorld.Connection one = world.connect("a");
        world.tell(new ModelCommand.Open(one.client, 1, 1));
        world.tell(new ModelCommand.AutoCreateAnswered(
                "a", config(sample()).setEphemeral(true).build()));
        world.settle();
        one.disconnect();
        StrictClient back = open("b");
        back.edit(insert(0, "x"));
        settleAll(back);
        assertThat(textOf(back)).startsWith("x");
        back.drop().run();
        TestWorld.Connection probe = world.connect("probe");
        until(() -> codeOf(ask(probe, id -> new ModelCommand.GetPermissions(probe.client, id)))
                .equals("model_not_found"));
    }

    @Test
    void anIdleModelIsUnloadedAndKeepsItsData() {
        restart(with(Duration.ofMillis(200), Duration.ofMinutes(10), Duration.ofMinutes(10)));
        StrictClient one = open("a");
        one.edit(insert(0, "x"));
        settleAll(one);
        assertThat(live()).isEqualTo(1);
        one.close();
        world.settle();
        until(() -> live() == 0);
        // Whoever opens a model at the very moment when it is unloaded has to come back.
        StrictClient two = client("b");
        until(() -> {
            if (two.state() == StrictClient.State.OFFLINE) {
                two.connect();
            }
            settleAll(two);
            return two.state() == StrictClient.State.OPEN;
        });
        assertThat(textOf(two)).startsWith("x");
    }

    @Test
    void oneWhoOpensAModelThatIsAboutToStopHasToComeBack() {
        StrictClient one = open("a");
        one.drop().run();
        world.tell(new TestWorld.Passivate());
        world.settle();
        StrictClient two = client("b");
        two.connect();
        world.tell(Lifecycle.STOP);
        settleAll(two);
        assertThat(two.state()).isEqualTo(StrictClient.State.OFFLINE);
        assertThat(live()).isZero();
        two.connect();
        settleAll(two);
        assertThat(two.state()).isEqualTo(StrictClient.State.OPEN);
    }

    @Test
    void aResynchronisationThatDoesNotEndIsEnded() {
        restart(with(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMillis(200)));
        StrictClient other = open("a");
        TestWorld.Connection slow = world.connect("slow");
        world.tell(new ModelCommand.Resync(slow.client, 3, 1, List.of(), false));
        until(() -> {
            world.settle();
            return slow.take().stream().anyMatch(event -> event instanceof SessionEvent.ModelClosed);
        });
        other.readAll();
        assertThat(other.connectedSessions()).containsExactly(other.session());
    }

    @Test
    void whatIsStoredSurvivesTighterLimits() {
        StrictClient one = open("a");
        one.edit(insert(0, "a long text that will not be allowed any more"));
        settleAll(one);
        List<LogEntry> tail = load().tail();
        assertThat(tail).hasSize(1);
        LoadedModel loaded = LoadedModel.decode(
                world.store
                        .load(new DocumentKey("model", TestWorld.MODEL))
                        .toCompletableFuture()
                        .join()
                        .orElseThrow(),
                new ModelLimits(3, 10, 2, 1, 5, 10, 10, 10));
        assertThat(loaded.data().snapshot()).isEqualTo(one.editor().snapshot());
    }

    private static ModelProperties with(Duration idle, Duration grace, Duration resync) {
        return new ModelProperties(
                100_000,
                10_000,
                64,
                1_000,
                50_000,
                100,
                DataSize.ofKilobytes(64),
                DataSize.ofKilobytes(2),
                20,
                1_000,
                1_000,
                10,
                idle,
                grace,
                resync,
                3,
                20,
                5);
    }

    private void restart(ModelProperties properties) {
        world.close();
        world = new TestWorld(properties);
    }

    private double live() {
        return world.meters.get("coterie.models.live").gauge().value();
    }

    private static void until(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(20)).until(condition::getAsBoolean);
    }

    private StrictClient client(String name) {
        return new StrictClient(world, name, new SplittableRandom(7), prefixes);
    }

    private StrictClient open(String name) {
        StrictClient client = client(name);
        client.connect();
        settleAll(client);
        assertThat(client.state()).as("%s", client.error()).isEqualTo(StrictClient.State.OPEN);
        return client;
    }

    private void settleAll(StrictClient... clients) {
        for (int round = 0; round < 4; round++) {
            world.settle();
            for (StrictClient client : clients) {
                client.readAll();
            }
        }
    }

    private TestWorld.Connection rawOpen(String session) {
        return rawOpen(world.connect(session));
    }

    private TestWorld.Connection rawOpen(TestWorld.Connection connection) {
        world.tell(new ModelCommand.Open(connection.client, 1, 1));
        world.tell(new ModelCommand.AutoCreateAnswered(
                connection.session(), config(sample()).build()));
        world.settle();
        return connection;
    }

    /** Asks, and returns the answer; what came besides is kept for nobody. */
    private ConvergenceMessage ask(TestWorld.Connection connection, IntFunction<ModelCommand> command) {
        int id = ++request;
        world.tell(command.apply(id));
        world.settle();
        return bodies(connection).stream()
                .filter(message -> message.getResponseId().getValue() == id)
                .findFirst()
                .orElseThrow();
    }

    private static String codeOf(ConvergenceMessage message) {
        return message.getError().getCode();
    }

    private static String codeOf(TestWorld.Connection connection, int request) {
        return bodies(connection).stream()
                .filter(message -> message.getResponseId().getValue() == request)
                .map(message -> message.getError().getCode())
                .findFirst()
                .orElse("no answer");
    }

    private static List<ConvergenceMessage> bodies(TestWorld.Connection connection) {
        return connection.take().stream()
                .filter(event ->
                        !(event instanceof SessionEvent.AskAutoCreate) && !(event instanceof SessionEvent.Disconnect))
                .map(ModelEntityTests::decode)
                .toList();
    }

    private static ConvergenceMessage decode(SessionEvent event) {
        byte[] frame;
        if (event instanceof SessionEvent.Send send) {
            frame = send.frame();
        } else if (event instanceof SessionEvent.ModelClosed closed) {
            frame = closed.frame();
        } else if (event instanceof SessionEvent.ModelOpened opened) {
            frame = opened.frame();
        } else {
            throw new AssertionError("no frame in " + event);
        }
        try {
            return ConvergenceMessage.parseFrom(frame);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private LoadedModel load() {
        return LoadedModel.decode(
                world.store
                        .load(new DocumentKey("model", TestWorld.MODEL))
                        .toCompletableFuture()
                        .join()
                        .orElseThrow(),
                TestWorld.PROPERTIES.limits());
    }

    private static String textOf(StrictClient client) {
        Map<String, dev.coterie.convergence.model.ot.DataValue> values =
                client.editor().snapshot().children();
        return ((dev.coterie.convergence.model.ot.StringValue) Objects.requireNonNull(values.get("text"))).value();
    }

    private static Operation insert(int index, String text) {
        return new StringSplice(TEXT, false, index, 0, text);
    }

    private static ObjectValue sample() {
        return ValueMapper.wire(EditingClient.sampleData());
    }

    private static AutoCreateModelConfigResponseMessage.Builder config(ObjectValue data) {
        return AutoCreateModelConfigResponseMessage.newBuilder()
                .setCollection("example-ace")
                .setData(data);
    }

    private static NullValue nullValue(String id) {
        return NullValue.newBuilder().setId(id).build();
    }

    private static UserModelPermissionsData permission(UserKey user, ModelPermissionsData permissions) {
        return UserModelPermissionsData.newBuilder()
                .setUser(DomainUsers.id(user))
                .setPermissions(permissions)
                .build();
    }
}
