package dev.coterie.convergence.session;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.model.DeleteRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.ModelOfflineSubscriptionChangeRequestMessage;
import dev.coterie.convergence.wire.model.ModelOfflineSubscriptionChangeRequestMessage.ModelOfflineSubscriptionData;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.OfflineModelUpdatedMessage;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;

import static org.assertj.core.api.Assertions.assertThat;

class OfflineModelsTests {

    private static final int RESOURCE = 7;
    private static final ModelPermissionsData READ =
            ModelPermissionsData.newBuilder().setRead(true).build();

    private final TestNode node = new TestNode();
    private final TestClient client = node.connect();

    @BeforeEach
    void connect() {
        client.logIn("ann");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aCopyIsComparedWhenItsModelHasChanged() {
        subscribe(copy("m", 3));
        due("m");
        ModelCommand.CheckOffline check = checked("m");
        assertThat(check.version()).isEqualTo(3);
        assertThat(check.permissions()).isEqualTo(READ);

        answer(current("m", 5, update("m")));
        assertThat(client.next().getModelOfflineUpdated().getModelId()).isEqualTo("m");
        due("m");
        assertThat(checked("m").version()).isEqualTo(5);
    }

    @Test
    void whileTheModelIsOpenOnlyTheVersionIsNoted() {
        subscribe(copy("m", 3));
        open("m");
        due("m");
        answer(current("m", 4, update("m")));
        close(9);
        ModelCommand.CheckOffline check = checked("m");
        assertThat(check.version()).isEqualTo(9);
        assertThat(check.permissions()).isEqualTo(READ);
    }

    @Test
    void whoHasEditedAModelGetsItOnceMore() {
        subscribe(copy("m", 3));
        open("m");
        client.say(ConvergenceMessage.newBuilder()
                .setOperationSubmission(OperationSubmissionMessage.newBuilder().setResourceId(RESOURCE)));
        node.told("m", ModelCommand.Submit.class);
        close(9);
        assertThat(checked("m").version()).isEqualTo(8);
    }

    @Test
    void aSubscriptionEndsWithItsModel() {
        subscribe(copy("m", 3), copy("n", 1));
        due("m");
        checked("m");
        answer(new SessionEvent.OfflineEnded("m", update("m")));
        assertThat(client.next().hasModelOfflineUpdated()).isTrue();
        due("m");
        due("n");
        checked("n");
    }

    @Test
    void whoDeletesAModelHearsNoMoreOfIt() {
        subscribe(copy("m", 3), copy("n", 1));
        client.request(ConvergenceMessage.newBuilder()
                .setDeleteRealtimeModelRequest(
                        DeleteRealtimeModelRequestMessage.newBuilder().setModelId("m")));
        node.told("m", ModelCommand.Delete.class);
        due("m");
        due("n");
        checked("n");
    }

    @Test
    void allReplacesWhatWasThere() {
        subscribe(copy("m", 3), copy("n", 1));
        change(ModelOfflineSubscriptionChangeRequestMessage.newBuilder()
                .setAll(true)
                .addSubscribe(copy("n", 2)));
        assertThat(client.next().hasOk()).isTrue();
        assertThat(checked("n").version()).isEqualTo(2);
        answer(current("n", 2, null));
        due("m");
        due("n");
        checked("n");
    }

    @Test
    void onlySoManyAreComparedAtOnce() {
        List<String> models = Stream.of("a", "b", "c", "d", "e", "f").toList();
        subscribe(models.stream().map(id -> copy(id, 1)).toArray(ModelOfflineSubscriptionData[]::new));
        models.forEach(this::due);
        for (String model : List.of("a", "b", "c", "d")) {
            checked(model);
        }
        answer(current("b", 1, null));
        checked("e");
        due("a");
        answer(current("c", 1, null));
        checked("f");
        answer(current("a", 1, null));
        checked("a");
    }

    @Test
    void tooManyAndImpossibleOnesAreRefusedAltogether() {
        subscribe(copy("m", 1));
        var tooMany = ModelOfflineSubscriptionChangeRequestMessage.newBuilder();
        for (int i = 0; i < 6; i++) {
            tooMany.addSubscribe(copy("m" + i, 1));
        }
        change(tooMany);
        assertThat(client.next().getError().getCode()).isEqualTo("invalid_message");
        for (String impossible : List.of("", "x".repeat(513))) {
            change(ModelOfflineSubscriptionChangeRequestMessage.newBuilder().addSubscribe(copy(impossible, 1)));
            assertThat(client.next().getError().getCode()).isEqualTo("invalid_message");
        }
        due("m0");
        due("m");
        checked("m");
    }

    private static ModelOfflineSubscriptionData copy(String modelId, long version) {
        return ModelOfflineSubscriptionData.newBuilder()
                .setModelId(modelId)
                .setCurrentVersion(version)
                .setCurrentPermissions(READ)
                .build();
    }

    private void subscribe(ModelOfflineSubscriptionData... copies) {
        change(ModelOfflineSubscriptionChangeRequestMessage.newBuilder().addAllSubscribe(List.of(copies)));
        assertThat(client.next().hasOk()).isTrue();
    }

    private void change(ModelOfflineSubscriptionChangeRequestMessage.Builder change) {
        client.request(ConvergenceMessage.newBuilder().setModelOfflineSubscriptionChange(change));
    }

    private void due(String modelId) {
        client.session.tell(new SessionEvent.OfflineCheckDue(modelId));
    }

    private ModelCommand.CheckOffline checked(String modelId) {
        return node.told(modelId, ModelCommand.CheckOffline.class);
    }

    private void answer(SessionEvent.OfflineChecked answer) {
        client.session.tell(answer);
    }

    private static SessionEvent.OfflineCurrent current(
            String modelId, long version, byte @org.jspecify.annotations.Nullable [] frame) {
        return new SessionEvent.OfflineCurrent(modelId, version, READ, frame);
    }

    private static byte[] update(String modelId) {
        return Frames.notice(ConvergenceMessage.newBuilder()
                .setModelOfflineUpdated(OfflineModelUpdatedMessage.newBuilder().setModelId(modelId)));
    }

    private void open(String modelId) {
        client.session.tell(new SessionEvent.ModelOpened(RESOURCE, modelId, READ, Frames.pong()));
        assertThat(client.next().hasPong()).isTrue();
    }

    private void close(long version) {
        client.session.tell(new SessionEvent.ModelClosed(RESOURCE, version, Frames.pong()));
        assertThat(client.next().hasPong()).isTrue();
    }
}
