package dev.coterie.convergence.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

import com.google.protobuf.ByteString;
import com.google.protobuf.Int32Value;
import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.coterie.convergence.wire.ConvergenceMessage.BodyCase;
import dev.coterie.convergence.wire.core.DomainUserIdData;
import dev.coterie.convergence.wire.core.ErrorMessage;
import dev.coterie.convergence.wire.core.GetServerTimeRequestMessage;
import dev.coterie.convergence.wire.core.OkResponse;
import dev.coterie.convergence.wire.core.PingMessage;
import dev.coterie.convergence.wire.identity.GetUsersRequestMessage;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;
import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.DiscreteOperationData;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OpenRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.convergence.wire.model.StringSpliceOperationData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CodecTests {

    private static final int FUZZ_ROUNDS = 100_000;

    @Test
    void anIdOfZeroIsPresentThoughItIsEmptyOnTheWire() throws Exception {
        byte[] frame = ConvergenceMessage.newBuilder()
                .setRequestId(Int32Value.of(0))
                .setServerTimeRequest(GetServerTimeRequestMessage.getDefaultInstance())
                .build()
                .toByteArray();

        assertThat(frame).startsWith(0x0a, 0x00);
        assertThat(Codec.decode(frame))
                .isInstanceOfSatisfying(
                        Inbound.Request.class,
                        request -> assertThat(request.id()).isZero());
    }

    @Test
    void anOperationWithHalfACharacterIsHandedOnWithoutWhatItDoes() throws Exception {
        StringSpliceOperationData splice = StringSpliceOperationData.newBuilder()
                .setInsertedValue("\uFFFD")
                .build();
        byte[] whole = message()
                .setOperationSubmission(OperationSubmissionMessage.newBuilder()
                        .setResourceId(7)
                        .setSequenceNumber(3)
                        .setOperation(OperationData.newBuilder()
                                .setDiscreteOperation(
                                        DiscreteOperationData.newBuilder().setStringSpliceOperation(splice))))
                .build()
                .toByteArray();
        byte[] half = new String(whole, StandardCharsets.ISO_8859_1)
                .replace("\u00EF\u00BF\u00BD", "\u00ED\u00A0\u00BD")
                .getBytes(StandardCharsets.ISO_8859_1);

        Inbound.Notice notice = (Inbound.Notice) Codec.decode(half);

        assertThat(notice.message().getOperationSubmission())
                .isEqualTo(OperationSubmissionMessage.newBuilder()
                        .setResourceId(7)
                        .setSequenceNumber(3)
                        .build());
    }

    @Test
    void kindsFollowFromTheBodyAndItsIds() throws Exception {
        assertThat(decode(message().setPing(PingMessage.getDefaultInstance()))).isInstanceOf(Inbound.Ping.class);
        assertThat(decode(message().setOperationSubmission(OperationSubmissionMessage.getDefaultInstance())))
                .isInstanceOf(Inbound.Notice.class);
        assertThat(decode(message()
                        .setResponseId(Int32Value.of(3))
                        .setModelAutoCreateConfigResponse(AutoCreateModelConfigResponseMessage.getDefaultInstance())))
                .isInstanceOfSatisfying(
                        Inbound.Answer.class, answer -> assertThat(answer.id()).isEqualTo(3));
        assertThat(decode(message()
                        .setResponseId(Int32Value.of(4))
                        .setError(ErrorMessage.newBuilder().setCode("unknown_model"))))
                .isInstanceOf(Inbound.Answer.class);
    }

    @Test
    void wrongIdsAreIllegal() {
        assertIllegal(message().setServerTimeRequest(GetServerTimeRequestMessage.getDefaultInstance()));
        assertIllegal(message()
                .setRequestId(Int32Value.of(1))
                .setResponseId(Int32Value.of(1))
                .setServerTimeRequest(GetServerTimeRequestMessage.getDefaultInstance()));
        assertIllegal(message()
                .setRequestId(Int32Value.of(1))
                .setOperationSubmission(OperationSubmissionMessage.getDefaultInstance()));
        assertIllegal(message().setError(ErrorMessage.getDefaultInstance()));
        assertIllegal(message().setRequestId(Int32Value.of(1)).setPing(PingMessage.getDefaultInstance()));
        assertIllegal(message().setResponseId(Int32Value.of(1)).setOk(OkResponse.getDefaultInstance()));
        assertIllegal(message());
        assertIllegal(message().setRequestId(Int32Value.of(1)));
    }

    @Test
    void bodiesThatWeDoNotKnowAreUnsupported() throws Exception {
        UnknownFieldSet chat = UnknownFieldSet.newBuilder()
                .addField(
                        505,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.EMPTY)
                                .build())
                .build();

        assertThat(decode(message().setRequestId(Int32Value.of(9)).setUnknownFields(chat)))
                .isEqualTo(new Inbound.Unsupported(9));
        assertThat(decode(message().setUnknownFields(chat))).isEqualTo(new Inbound.Unsupported(null));
        assertIllegal(message().setResponseId(Int32Value.of(9)).setUnknownFields(chat));
    }

    @ParameterizedTest
    @EnumSource(BodyCase.class)
    void everyBodyHasAKind(BodyCase body) {
        assertThat(BodyKind.of(body)).isNotNull();
    }

    @Test
    void valuesMayNestFiftyLevelsButNotForEver() throws Exception {
        assertThat(Codec.decode(nested(50))).isInstanceOf(Inbound.Answer.class);
        byte[] endless = nested(200);
        assertThatExceptionOfType(IllegalFrameException.class).isThrownBy(() -> Codec.decode(endless));
    }

    @Test
    void randomBytesAreAnsweredWithTheDeclaredExceptionOnly() {
        long seed = Long.getLong("coterie.seed", System.nanoTime());
        System.getLogger("seed").log(System.Logger.Level.INFO, "coterie.seed=" + seed);
        Random random = new Random(seed);
        byte[] valid = message()
                .setRequestId(Int32Value.of(7))
                .setUsersGetRequest(GetUsersRequestMessage.newBuilder()
                        .addUserIds(DomainUserIdData.newBuilder().setUsername("ann")))
                .build()
                .toByteArray();
        for (int round = 0; round < FUZZ_ROUNDS; round++) {
            byte[] frame = round % 2 == 0 ? noise(random) : damaged(valid, random);
            try {
                assertThat(Codec.decode(frame)).isNotNull();
            } catch (IllegalFrameException e) {
                assertThat(e).hasMessageNotContaining("ann");
            }
        }
    }

    @Test
    void repliesCanBeToldFromTheirFirstBytes() {
        assertThat(Frames.repliedTo(Frames.error(0, ErrorCode.UNKNOWN, "x"))).hasValue(0);
        assertThat(Frames.repliedTo(Frames.error(70_000, ErrorCode.MODEL_NOT_FOUND, "x", Map.of())))
                .hasValue(70_000);
        assertThat(Frames.repliedTo(Frames.ping())).isEmpty();
        assertThat(Frames.repliedTo(Frames.request(5, message().setPing(PingMessage.getDefaultInstance()))))
                .isEmpty();
    }

    @Test
    void whatIsEncodedIsDecoded() throws Exception {
        ConvergenceMessage.Builder body = message()
                .setOpenRealTimeModelRequest(
                        OpenRealtimeModelRequestMessage.newBuilder().setAutoCreateId(Int32Value.of(0)));

        Inbound decoded = Codec.decode(Frames.request(12, body));

        assertThat(decoded).isInstanceOfSatisfying(Inbound.Request.class, request -> {
            assertThat(request.id()).isEqualTo(12);
            assertThat(request.message().getOpenRealTimeModelRequest().hasAutoCreateId())
                    .isTrue();
        });
    }

    private static ConvergenceMessage.Builder message() {
        return ConvergenceMessage.newBuilder();
    }

    private static Inbound decode(ConvergenceMessage.Builder message) throws IllegalFrameException {
        return Codec.decode(message.build().toByteArray());
    }

    private static void assertIllegal(ConvergenceMessage.Builder message) {
        assertThatExceptionOfType(IllegalFrameException.class).isThrownBy(() -> decode(message));
    }

    private static byte[] nested(int levels) {
        ObjectValue value = ObjectValue.getDefaultInstance();
        for (int level = 0; level < levels; level++) {
            value = ObjectValue.newBuilder()
                    .putChildren(
                            "a", DataValue.newBuilder().setObjectValue(value).build())
                    .build();
        }
        return message()
                .setResponseId(Int32Value.of(0))
                .setModelAutoCreateConfigResponse(
                        AutoCreateModelConfigResponseMessage.newBuilder().setData(value))
                .build()
                .toByteArray();
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] damaged(byte[] valid, Random random) {
        byte[] damaged = valid.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
