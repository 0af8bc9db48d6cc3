package dev.coterie.convergence.model;

import java.time.Duration;
import java.util.List;

import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.DiscreteOperationData;
import dev.coterie.convergence.wire.model.NullValue;
import dev.coterie.convergence.wire.model.ObjectAddPropertyOperationData;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that has version 1 of a model comes back when too much has happened to it. */
class TurningAwayTests {

    private static final int MAX_REPLAY = 3;

    private final TestWorld world = new TestWorld(properties());
    private final TestWorld.Connection author = world.connect("author");
    private final TestWorld.Connection late = world.connect("late");

    @BeforeEach
    void edit() {
        world.tell(new ModelCommand.Create(
                author.client,
                1,
                CreateRealtimeModelRequestMessage.newBuilder()
                        .setCollectionId("kept")
                        .setData(ObjectValue.newBuilder().setId("@:0"))
                        .build()));
        world.tell(new ModelCommand.Open(author.client, 2, null));
        world.settle();
        for (int number = 1; number <= MAX_REPLAY + 1; number++) {
            submit("author", number);
        }
        world.settle();
        author.take();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void itIsPutOutAndNobodyNotices() throws InvalidProtocolBufferException {
        resync(false);
        submit("late", 1);
        world.tell(new ModelCommand.ResyncClientComplete("late", true));
        world.settle();

        List<SessionEvent> events = late.take();
        assertThat(events).hasSize(3);
        SessionEvent.ModelOpened resyncing = (SessionEvent.ModelOpened) events.get(0);
        assertThat(parse(resyncing.frame()).getModelResyncResponse().getCurrentVersion())
                .isEqualTo(1);
        SessionEvent.Send completed = (SessionEvent.Send) events.get(1);
        assertThat(parse(completed.frame()).hasModelResyncServerComplete()).isTrue();
        SessionEvent.ModelClosed closed = (SessionEvent.ModelClosed) events.get(2);
        assertThat(parse(closed.frame()).getForceCloseRealTimeModel().getReason())
                .contains("opened anew");
        assertThat(closed.version()).isEqualTo(1);
        assertThat(closed.lastTaken()).isZero();
        assertThat(author.take()).isEmpty();

        world.tell(new ModelCommand.Open(late.client, 9, null));
        world.settle();
        SessionEvent.ModelOpened opened = late.take().stream()
                .filter(SessionEvent.ModelOpened.class::isInstance)
                .map(SessionEvent.ModelOpened.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(parse(opened.frame()).getOpenRealTimeModelResponse().getVersion())
                .as("nothing of it was taken")
                .isEqualTo(MAX_REPLAY + 2);
    }

    @Test
    void itIsToldWhenItKeepsCopies() throws InvalidProtocolBufferException {
        resync(true);
        world.settle();
        List<SessionEvent> events = late.take();
        assertThat(events).hasSize(1);
        assertThat(parse(((SessionEvent.Send) events.get(0)).frame()).getError().getMessage())
                .contains("opened anew");
    }

    @Test
    void oneThatOnlyWantedToSendKeepsWhatItHas() {
        resync(false);
        world.tell(new ModelCommand.ResyncClientComplete("late", false));
        world.settle();
        SessionEvent.ModelClosed closed = (SessionEvent.ModelClosed) late.take().get(1);
        assertThat(closed.lastTaken()).isNull();
    }

    @Test
    void itOpensNothingMeanwhile() throws InvalidProtocolBufferException {
        resync(false);
        world.tell(new ModelCommand.Open(late.client, 9, null));
        world.settle();
        SessionEvent.Send refusal = (SessionEvent.Send) late.take().get(1);
        assertThat(parse(refusal.frame()).getError().getCode()).isEqualTo("model_already_opening");
    }

    @Test
    void oneThatGoesMeanwhileIsForgotten() {
        resync(false);
        world.tell(new ModelCommand.Disconnected("late"));
        world.tell(new ModelCommand.ResyncClientComplete("late", true));
        world.settle();
        assertThat(late.take()).hasSize(1);
    }

    @Test
    void itComesBackWhenTheModelIsDeletedMeanwhile() {
        resync(false);
        world.tell(new ModelCommand.Delete(author.client, 3));
        world.settle();
        assertThat(late.take()).last().isInstanceOf(SessionEvent.Disconnect.class);
    }

    private void resync(boolean keepsCopies) {
        world.tell(new ModelCommand.Resync(late.client, 5, 1, List.of("before"), keepsCopies));
    }

    private void submit(String session, int number) {
        ObjectAddPropertyOperationData adding = ObjectAddPropertyOperationData.newBuilder()
                .setId("@:0")
                .setKey("property " + number)
                .setValue(DataValue.newBuilder()
                        .setNullValue(NullValue.newBuilder().setId(session + ":" + number)))
                .build();
        world.tell(new ModelCommand.Submit(
                session,
                OperationSubmissionMessage.newBuilder()
                        .setSequenceNumber(number)
                        .setContextVersion(number)
                        .setOperation(OperationData.newBuilder()
                                .setDiscreteOperation(
                                        DiscreteOperationData.newBuilder().setObjectAddPropertyOperation(adding)))
                        .build()));
    }

    private static ConvergenceMessage parse(byte[] frame) throws InvalidProtocolBufferException {
        return ConvergenceMessage.parseFrom(frame);
    }

    private static ModelProperties properties() {
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
                MAX_REPLAY,
                10,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                3,
                20,
                5);
    }
}
