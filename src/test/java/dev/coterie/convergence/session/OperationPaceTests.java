package dev.coterie.convergence.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.google.protobuf.Int32Value;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.convergence.wire.model.DiscreteOperationData;
import dev.coterie.convergence.wire.model.SetReferenceMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OperationPaceTests {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final OperationPace pace = new OperationPace(10, 50, nanos::get);

    @Test
    void aBurstIsReadAtOnceAndThenTheRate() {
        for (int i = 0; i < 50; i++) {
            assertThat(pace.came(operation())).isZero();
        }
        assertThat(pace.came(operation())).isEqualTo(Duration.ofMillis(100));
        assertThat(pace.came(operation())).as("what was read already").isEqualTo(Duration.ofMillis(200));
        later(Duration.ofMillis(300));
        assertThat(pace.came(operation())).isZero();
        assertThat(pace.came(operation())).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void eachOperationOfABatchCounts() {
        assertThat(pace.came(batch(50))).isZero();
        assertThat(pace.came(batch(3))).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void nobodyWaitsLongerThanAConnectionMayBeSilent() {
        assertThat(pace.came(batch(10_000))).isEqualTo(Duration.ofSeconds(5));
        later(Duration.ofSeconds(5));
        assertThat(pace.came(operation())).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aLongRestGivesNoMoreThanABurst() {
        later(Duration.ofDays(1));
        assertThat(pace.came(batch(50))).isZero();
        assertThat(pace.came(operation())).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void nothingElseCounts() {
        pace.came(batch(52));
        ConvergenceMessage reference = ConvergenceMessage.newBuilder()
                .setSetReference(SetReferenceMessage.getDefaultInstance())
                .build();
        assertThat(pace.came(new Inbound.Notice(reference))).isZero();
        assertThat(pace.came(new Inbound.Request(
                        1,
                        ConvergenceMessage.newBuilder()
                                .setRequestId(Int32Value.of(1))
                                .build())))
                .isZero();
        assertThat(pace.came(new Inbound.Ping())).isZero();
    }

    @Test
    void thereIsNoPaceOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OperationPace(0, 1, nanos::get));
        assertThatIllegalArgumentException().isThrownBy(() -> new OperationPace(1, 0, nanos::get));
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Inbound operation() {
        ConvergenceMessage.Builder message = ConvergenceMessage.newBuilder();
        message.getOperationSubmissionBuilder().getOperationBuilder().getDiscreteOperationBuilder();
        return new Inbound.Notice(message.build());
    }

    private static Inbound batch(int operations) {
        ConvergenceMessage.Builder message = ConvergenceMessage.newBuilder();
        for (int i = 0; i < operations; i++) {
            message.getOperationSubmissionBuilder()
                    .getOperationBuilder()
                    .getCompoundOperationBuilder()
                    .addOperations(DiscreteOperationData.getDefaultInstance());
        }
        return new Inbound.Notice(message.build());
    }
}
