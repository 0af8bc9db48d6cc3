package dev.coterie.convergence.model;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.model.ot.CompoundOperation;
import dev.coterie.convergence.model.ot.DiscreteOperation;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.StringSplice;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.ErrorMessage;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.ModelForceCloseMessage;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients are told when something is beyond a limit of {@link TestWorld#PROPERTIES}. */
class BoundedModelTests {

    private static final String TOO_LONG = "A string may have at most 50000 characters.";

    private final TestWorld world = new TestWorld();
    private final TestWorld.Connection client = world.connect("a");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void dataToCreateAModelWith() {
        ErrorMessage error = create(data(50_001)).getError();
        assertThat(error.getCode()).isEqualTo("invalid_model_creation_data");
        assertThat(error.getMessage()).isEqualTo("The data are refused: " + TOO_LONG);
        assertThat(create(data(50_000)).hasCreateRealTimeModelResponse()).isTrue();
    }

    @Test
    void dataToOpenAModelWith() {
        ErrorMessage error = autoCreate(data(50_001)).getError();
        assertThat(error.getCode()).isEqualTo("data_request_failure");
        assertThat(error.getMessage()).endsWith(TOO_LONG);
        assertThat(autoCreate(data(50_000)).hasOpenRealTimeModelResponse()).isTrue();
    }

    @Test
    void anOperation() {
        autoCreate(data(49_000));
        assertThat(submit(1, 1, new StringSplice("@:1", false, 0, 0, "x".repeat(1_000)))
                        .hasOperationAck())
                .isTrue();
        assertRefused(submit(2, 2, new StringSplice("@:1", false, 0, 0, "x")), TOO_LONG);
    }

    @Test
    void aBatch() {
        autoCreate(data(1));
        assertThat(submit(1, 1, batch(100)).hasOperationAck()).isTrue();
        assertRefused(submit(2, 2, batch(101)), "A batch may have at most 100 operations.");
    }

    @Test
    void aLargeOperation() {
        autoCreate(data(1));
        assertRefused(
                submit(1, 1, new StringSplice("@:1", false, 0, 0, "x".repeat(70_000))),
                "It may have at most 65536 bytes.");
    }

    private static void assertRefused(ConvergenceMessage message, String why) {
        ModelForceCloseMessage closed = message.getForceCloseRealTimeModel();
        assertThat(closed.getReasonCode()).isEqualTo(4);
        assertThat(closed.getReason()).isEqualTo("An operation could not be applied. " + why);
    }

    private ConvergenceMessage create(ObjectValue data) {
        world.tell(new ModelCommand.Create(
                client.client,
                1,
                CreateRealtimeModelRequestMessage.newBuilder()
                        .setCollectionId("docs")
                        .setData(ValueMapper.wire(data))
                        .build()));
        return last();
    }

    private ConvergenceMessage autoCreate(ObjectValue data) {
        world.tell(new ModelCommand.Open(client.client, 1, 1));
        world.tell(new ModelCommand.AutoCreateAnswered(
                client.session(),
                AutoCreateModelConfigResponseMessage.newBuilder()
                        .setCollection("docs")
                        .setData(ValueMapper.wire(data))
                        .build()));
        return last();
    }

    private ConvergenceMessage submit(int number, long version, Operation operation) {
        world.tell(new ModelCommand.Submit(
                client.session(),
                OperationSubmissionMessage.newBuilder()
                        .setResourceId(1)
                        .setSequenceNumber(number)
                        .setContextVersion(version)
                        .setOperation(OperationMapper.wire(operation))
                        .build()));
        return last();
    }

    private ConvergenceMessage last() {
        world.settle();
        List<SessionEvent> events = client.take();
        return decode(events.get(events.size() - 1));
    }

    private static ConvergenceMessage decode(SessionEvent event) {
        byte[] frame = event instanceof SessionEvent.Send send
                ? send.frame()
                : event instanceof SessionEvent.ModelClosed closed
                        ? closed.frame()
                        : ((SessionEvent.ModelOpened) event).frame();
        try {
            return ConvergenceMessage.parseFrom(frame);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectValue data(int characters) {
        return new ObjectValue("@:0", Map.of("text", new StringValue("@:1", "x".repeat(characters))));
    }

    private static Operation batch(int operations) {
        return new CompoundOperation(IntStream.range(0, operations)
                .<DiscreteOperation>mapToObj(i -> new StringSplice("@:1", false, i, 0, "y"))
                .toList());
    }
}
