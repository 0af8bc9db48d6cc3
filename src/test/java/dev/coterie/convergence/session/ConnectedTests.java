package dev.coterie.convergence.session;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import com.google.protobuf.ByteString;
import com.google.protobuf.Int32Value;
import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.core.ErrorMessage;
import dev.coterie.convergence.wire.core.GetServerTimeRequestMessage;
import dev.coterie.convergence.wire.core.PingMessage;
import dev.coterie.convergence.wire.core.PongMessage;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;
import dev.coterie.convergence.wire.model.CloseRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.DeleteRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.ModelResyncClientCompleteMessage;
import dev.coterie.convergence.wire.model.ModelResyncRequestMessage;
import dev.coterie.convergence.wire.model.ModelsQueryRequestMessage;
import dev.coterie.convergence.wire.model.OpenRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.convergence.wire.model.SetReferenceMessage;
import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveKind;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectedTests {

    private static final int RESOURCE = 7;

    private final TestNode node = new TestNode();
    private TestClient client = node.connect();
    private String sessionId = "";

    @BeforeEach
    void connect() {
        sessionId = client.logIn("ann").getSessionId();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void pingIsAnswered() {
        client.say(message().setPing(PingMessage.getDefaultInstance()));
        ConvergenceMessage pong = client.next();
        assertThat(pong.hasPong()).isTrue();
        assertThat(pong.hasRequestId() || pong.hasResponseId()).isFalse();
    }

    @Test
    void theTimeIsTold() {
        int id = client.request(message().setServerTimeRequest(GetServerTimeRequestMessage.getDefaultInstance()));
        ConvergenceMessage reply = client.next();
        assertThat(reply.getResponseId().getValue()).isEqualTo(id);
        assertThat(reply.getServerTimeResponse().getServerTime().getSeconds())
                .isEqualTo(TestNode.START.getEpochSecond());
    }

    @Test
    void anOpenRequestReachesItsModel() {
        int id = client.open("m");
        ModelCommand.Open open = node.told("m", ModelCommand.Open.class);

        assertThat(open.requestId()).isEqualTo(id);
        assertThat(open.autoCreateId()).isNull();
        assertThat(open.client().sessionId()).isEqualTo(sessionId);
        assertThat(open.client().user().username()).isEqualTo("ann");
        assertThat(open.client().userData().getDisplayName().getValue()).isEqualTo("Shown ann");
        assertThat(open.client().member().id()).isEqualTo(sessionId);
        assertThat(open.client().member().connection()).isEqualTo(client.session);
    }

    @Test
    void aModelWithoutANameGetsOne() {
        client.request(message()
                .setOpenRealTimeModelRequest(
                        OpenRealtimeModelRequestMessage.newBuilder().setAutoCreateId(Int32Value.of(0))));
        TestNode.Told told = node.models.receiveMessage();
        assertThat(UUID.fromString(told.name())).isNotNull();
        assertThat(((ModelCommand.Open) told.command()).autoCreateId()).isZero();

        client.request(message()
                .setCreateRealTimeModelRequest(
                        CreateRealtimeModelRequestMessage.newBuilder().setCollectionId("c")));
        assertThat(UUID.fromString(node.models.receiveMessage().name())).isNotNull();
    }

    @Test
    void aModelIsOpenedOnce() {
        client.open("m");
        client.open("m");
        assertError(client.next(), "model_already_opening");
        open("m");
        client.open("m");
        assertError(client.next(), "model_already_open");
        resync("m");
        assertError(client.next(), "model_already_open");
    }

    @Test
    void queriesAreAnsweredWhileOthersWait() {
        CompletableFuture<byte[]> first = new CompletableFuture<>();
        node.queries = query -> query.equals("first")
                ? first
                : CompletableFuture.completedStage(Frames.error(1, ErrorCode.INVALID_QUERY, query));
        int id = query("first");
        query("second");
        assertError(client.next(), "invalid_query");
        first.complete(Frames.error(id, ErrorCode.TIMEOUT, "first"));
        assertError(client.next(), "timeout");
    }

    @Test
    void aSessionAsksOnlySoManyQueriesAtOnce() {
        CompletableFuture<byte[]> waiting = new CompletableFuture<>();
        node.queries = query -> waiting;
        int first = query("q");
        for (int i = 1; i < 20; i++) {
            query("q");
        }
        query("one more");
        assertError(client.next(), "malformed_request_content");
        waiting.complete(Frames.error(first, ErrorCode.TIMEOUT, "late"));
        for (int i = 0; i < 20; i++) {
            assertError(client.next(), "timeout");
        }
        query("again");
        assertError(client.next(), "timeout");
    }

    private int query(String query) {
        return client.request(message()
                .setModelsQueryRequest(ModelsQueryRequestMessage.newBuilder().setQuery(query)));
    }

    @Test
    void onlySoManyModelsAreOpenAtOnce() {
        client.open("a");
        node.told("a", ModelCommand.Open.class);
        open("a");
        client.open("b");
        node.told("b", ModelCommand.Open.class);
        resync("c");
        node.told("c", ModelCommand.Resync.class);
        client.open("d");
        assertThat(client.next().getError().getCode()).isEqualTo("too_many_open_models");
        resync("d");
        assertThat(client.next().getError().getMessage()).contains("3 models");
        client.session.tell(new SessionEvent.ModelClosed(RESOURCE, 1, Frames.error(99, ErrorCode.UNKNOWN, "closed")));
        client.next();
        client.open("d");
        node.told("d", ModelCommand.Open.class);
    }

    @Test
    void whoIsHeldBackIsReadOnLater() throws InterruptedException {
        client.session.tell(new SessionCommand.HeldBack(Duration.ofMillis(20)));
        settle();
        node.pass(Duration.ofMillis(30));
        assertThat(client.connection.isResumed()).isTrue();
    }

    @Test
    void whatIsOpenIsSeenFromOutside() {
        LiveConnection before = node.connected.all().get(0);
        assertThat(before)
                .isEqualTo(new LiveConnection(
                        sessionId,
                        LiveKind.DOCUMENTS,
                        "ann",
                        "Shown ann",
                        "192.0.2.1",
                        "browser",
                        before.since(),
                        List.of()));
        client.open("m");
        assertThat(node.connected.all().get(0).open()).isEmpty();
        open("m");
        assertThat(node.connected.all().get(0).open()).containsExactly("m");
        client.session.tell(new SessionEvent.ModelClosed(RESOURCE, 1, Frames.error(99, ErrorCode.UNKNOWN, "closed")));
        client.next();
        assertThat(node.connected.all().get(0).open()).isEmpty();
    }

    @Test
    void aModelThatCouldNotBeOpenedCanBeAskedForAgain() {
        int id = client.open("m");
        node.told("m", ModelCommand.Open.class);
        client.session.tell(new SessionEvent.Send(Frames.error(id, ErrorCode.MODEL_NOT_FOUND, "no such model")));
        assertError(client.next(), "model_not_found");
        client.open("m");
        node.told("m", ModelCommand.Open.class);
    }

    @Test
    void operationsFollowTheResourceId() {
        submit(RESOURCE);
        assertError(client.next(), "unknown_resource_id");

        client.open("m");
        node.told("m", ModelCommand.Open.class);
        open("m");
        submit(RESOURCE);
        assertThat(node.told("m", ModelCommand.Submit.class).sessionId()).isEqualTo(sessionId);
        client.say(message().setSetReference(SetReferenceMessage.newBuilder().setResourceId(RESOURCE)));
        node.told("m", ModelCommand.SetReference.class);
        client.say(message()
                .setModelResyncClientComplete(ModelResyncClientCompleteMessage.newBuilder()
                        .setResourceId(RESOURCE)
                        .setOpen(true)));
        assertThat(node.told("m", ModelCommand.ResyncClientComplete.class).open())
                .isTrue();

        int close = close(RESOURCE);
        assertThat(node.told("m", ModelCommand.Close.class).requestId()).isEqualTo(close);
        client.session.tell(
                new SessionEvent.ModelClosed(RESOURCE, 1, Frames.error(close, ErrorCode.UNKNOWN, "closed")));
        client.next();
        submit(RESOURCE);
        assertError(client.next(), "unknown_resource_id");
        close(RESOURCE);
        assertError(client.next(), "model_not_open");
        client.open("m");
        node.told("m", ModelCommand.Open.class);
    }

    @Test
    void eventsAreWrittenInTheOrderInWhichTheyAreTold() {
        for (int number = 0; number < 1000; number++) {
            client.session.tell(new SessionEvent.Send(Frames.error(number, ErrorCode.UNKNOWN, "n")));
        }
        for (int number = 0; number < 1000; number++) {
            assertThat(client.next().getResponseId().getValue()).isEqualTo(number);
        }
    }

    @Test
    void theDataOfANewModelIsAskedFor() {
        client.session.tell(new SessionEvent.AskAutoCreate("m", 5));
        client.session.tell(new SessionEvent.AskAutoCreate("n", 6));
        ConvergenceMessage first = client.next();
        assertThat(first.getRequestId().getValue()).isZero();
        assertThat(first.hasRequestId()).isTrue();
        assertThat(first.getModelAutoCreateConfigRequest().getAutoCreateId()).isEqualTo(5);
        assertThat(client.next().getRequestId().getValue()).isOne();

        client.say(message()
                .setResponseId(Int32Value.of(1))
                .setModelAutoCreateConfigResponse(
                        AutoCreateModelConfigResponseMessage.newBuilder().setCollection("c")));
        assertThat(node.told("n", ModelCommand.AutoCreateAnswered.class).config())
                .isNotNull();
        client.say(message()
                .setResponseId(Int32Value.of(0))
                .setError(ErrorMessage.newBuilder().setCode("unknown_model")));
        assertThat(node.told("m", ModelCommand.AutoCreateAnswered.class).config())
                .isNull();
        client.say(message().setResponseId(Int32Value.of(9)).setError(ErrorMessage.getDefaultInstance()));
        node.models.expectNoMessage();
    }

    @Test
    void anAnswerThatDoesNotComeIsGivenUp() {
        client.session.tell(new SessionEvent.AskAutoCreate("m", 5));
        client.next();
        keepAlive(Duration.ofSeconds(8));
        keepAlive(Duration.ofSeconds(6));
        node.models.expectNoMessage();
        node.pass(Duration.ofSeconds(2));
        assertThat(node.told("m", ModelCommand.AutoCreateAnswered.class).config())
                .isNull();
    }

    @Test
    void whatIsNotOfferedIsAnswered() {
        client.request(message()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                505,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.EMPTY)
                                        .build())
                        .build()));
        assertError(client.next(), "not_supported");
        client.request(message().setDeleteRealtimeModelRequest(DeleteRealtimeModelRequestMessage.getDefaultInstance()));
        assertError(client.next(), "model_not_found");
        client.open("x".repeat(513));
        assertError(client.next(), "invalid_message");
        assertThat(client.connection.isOpen()).isTrue();
    }

    @Test
    void modelsLearnThatTheSocketIsGone() {
        client.open("open");
        node.told("open", ModelCommand.Open.class);
        open("open");
        client.open("opening");
        resync("resyncing");
        node.told("opening", ModelCommand.Open.class);
        node.told("resyncing", ModelCommand.Resync.class);

        client.drop();

        List<TestNode.Told> told = node.models.receiveSeveralMessages(3, Duration.ofSeconds(10));
        assertThat(told).extracting(TestNode.Told::name).containsExactlyInAnyOrder("open", "opening", "resyncing");
        assertThat(told).extracting(TestNode.Told::command).containsOnly(new ModelCommand.Disconnected(sessionId));
        client.awaitEnd();
        assertThat(node.connected.count()).isZero();
    }

    @Test
    void aModelCanEndTheConnection() {
        client.session.tell(new SessionEvent.Disconnect(1012, "again"));
        assertThat(client.connection.closedWith()).isEqualTo(1012);
        client.awaitEnd();
    }

    @Test
    void illegalFramesEndTheConnection() {
        client.say(message());
        assertThat(client.connection.closedWith()).isEqualTo(1002);
        client.awaitEnd();
    }

    @Test
    void aSilentClientIsPingedAndThenDropped() {
        node.pass(Duration.ofMillis(9_990));
        settle();
        assertThat(client.connection.nothingWaits()).isTrue();
        node.pass(Duration.ofMillis(20));
        assertThat(client.next().hasPing()).isTrue();
        node.pass(Duration.ofMillis(9_900));
        settle();
        assertThat(client.connection.isOpen()).isTrue();
        node.pass(Duration.ofMillis(200));
        assertThat(client.connection.closedWith()).isEqualTo(1000);
        client.awaitEnd();
    }

    @Test
    void anyMessageIsASignOfLife() {
        node.pass(Duration.ofMillis(10_010));
        assertThat(client.next().hasPing()).isTrue();
        client.say(message().setPong(PongMessage.getDefaultInstance()));
        settle();
        for (int round = 0; round < 5; round++) {
            node.pass(Duration.ofSeconds(9));
            client.session.tell(new SessionCommand.Heard());
            settle();
        }
        assertThat(client.connection.isOpen()).isTrue();
        assertThat(client.connection.nothingWaits()).isTrue();
        node.pass(Duration.ofMillis(10_010));
        assertThat(client.next().hasPing()).isTrue();
    }

    private void keepAlive(Duration duration) {
        node.pass(duration);
        client.session.tell(new SessionCommand.Heard());
        settle();
    }

    /** Waits until the session has handled what it was told; no sign of life. */
    private void settle() {
        client.session.tell(new SessionEvent.Send(Frames.pong()));
        assertThat(client.next().hasPong()).isTrue();
    }

    private void open(String modelId) {
        client.session.tell(new SessionEvent.ModelOpened(
                RESOURCE,
                modelId,
                ModelPermissionsData.getDefaultInstance(),
                Frames.reply(
                        99,
                        message()
                                .setOpenRealTimeModelResponse(OpenRealtimeModelResponseMessage.newBuilder()
                                        .setResourceId(RESOURCE)))));
        assertThat(client.next().hasOpenRealTimeModelResponse()).isTrue();
    }

    private void resync(String modelId) {
        client.request(message()
                .setModelResyncRequest(ModelResyncRequestMessage.newBuilder().setModelId(modelId)));
    }

    private void submit(int resourceId) {
        client.say(message()
                .setOperationSubmission(OperationSubmissionMessage.newBuilder().setResourceId(resourceId)));
    }

    private int close(int resourceId) {
        return client.request(message()
                .setCloseRealTimeModelRequest(
                        CloseRealtimeModelRequestMessage.newBuilder().setResourceId(resourceId)));
    }

    private static void assertError(ConvergenceMessage message, String code) {
        assertThat(message.getError().getCode()).isEqualTo(code);
    }

    private static ConvergenceMessage.Builder message() {
        return ConvergenceMessage.newBuilder();
    }
}
