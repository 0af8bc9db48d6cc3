package dev.coterie.convergence.model;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.model.ot.AppliedDiscrete;
import dev.coterie.convergence.model.ot.AppliedOperation;
import dev.coterie.convergence.model.ot.ApplyOutcome;
import dev.coterie.convergence.model.ot.EditingClient;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.ModelLimits;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.OperationKind;
import dev.coterie.convergence.wire.model.ArrayInsertOperationData;
import dev.coterie.convergence.wire.model.CompoundOperationData;
import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.DateValue;
import dev.coterie.convergence.wire.model.DiscreteOperationData;
import dev.coterie.convergence.wire.model.OperationData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoredFormTests {

    @Test
    void whatIsStoredIsReadBackAndCanBeUndone() throws IncompleteMessageException {
        long seed = Long.getLong("coterie.seed", System.nanoTime());
        Set<OperationKind> seen = new HashSet<>();
        EditingClient editor = new EditingClient(EditingClient.sampleData(), 1, new SplittableRandom(seed), "p");
        ModelData data = new ModelData(EditingClient.sampleData(), ModelLimits.DEFAULT);
        for (int i = 0; i < 2_000; i++) {
            ObjectValue before = data.snapshot();
            Operation sent = editor.edit().operation();
            Operation received = OperationMapper.operation(OperationMapper.wire(sent));
            assertThat(received).as("seed %d", seed).isEqualTo(sent);
            AppliedOperation applied = ((ApplyOutcome.Applied) data.apply(received)).applied();
            StoredForm.Entry entry = StoredForm.operation(StoredForm.operation(i, applied));
            assertThat(entry.sequenceNumber()).isEqualTo(i);
            for (int step = 0; step < applied.steps().size(); step++) {
                AppliedDiscrete stored = entry.operation().steps().get(step);
                seen.add(stored.operation().kind());
                if (!stored.operation().noOp()) {
                    assertThat(stored)
                            .as("seed %d", seed)
                            .isEqualTo(applied.steps().get(step));
                }
            }
            assertThat(data.apply(entry.operation().inverse())).isInstanceOf(ApplyOutcome.Applied.class);
            assertThat(data.snapshot()).as("undone, seed %d", seed).isEqualTo(before);
            assertThat(data.apply(entry.operation().operation())).isInstanceOf(ApplyOutcome.Applied.class);
            assertThat(StoredForm.snapshot(StoredForm.snapshot(data.snapshot())))
                    .isEqualTo(data.snapshot());
        }
        assertThat(seen).containsExactlyInAnyOrder(OperationKind.values());
    }

    @Test
    void permissionsAreReadBack() {
        ModelPermissions permissions = new ModelPermissions(
                true,
                new Rights(true, false, false, false),
                Map.of(
                        new UserKey(UserType.NORMAL, "a"),
                        Rights.ALL,
                        new UserKey(UserType.ANONYMOUS, "a"),
                        new Rights(false, true, false, true)));
        StoredForm.Metadata metadata = new StoredForm.Metadata(permissions, 7);
        assertThat(StoredForm.metadata(StoredForm.metadata(metadata))).isEqualTo(metadata);
    }

    @Test
    void whatIsIncompleteIsRefused() {
        assertRefused(OperationData.getDefaultInstance());
        assertRefused(discrete(DiscreteOperationData.getDefaultInstance()));
        assertRefused(OperationData.newBuilder()
                .setCompoundOperation(
                        CompoundOperationData.newBuilder().addOperations(DiscreteOperationData.getDefaultInstance()))
                .build());
        assertRefused(insert(ArrayInsertOperationData.newBuilder().setId("x")));
        assertRefused(
                insert(ArrayInsertOperationData.newBuilder().setId("x").setValue(DataValue.getDefaultInstance())));
        assertRefused(insert(ArrayInsertOperationData.newBuilder().setId("x").setValue(date(Long.MAX_VALUE))));
        assertRefused(insert(ArrayInsertOperationData.newBuilder().setId("x").setValue(date(8_640_000_000_001L))));
    }

    @Test
    void aNoOpNeedsNoValue() throws IncompleteMessageException {
        Operation operation = OperationMapper.operation(
                insert(ArrayInsertOperationData.newBuilder().setId("x").setNoOp(true)));
        assertThat(operation.steps().get(0).noOp()).isTrue();
    }

    private static DataValue date(long seconds) {
        return DataValue.newBuilder()
                .setDateValue(
                        DateValue.newBuilder().setValue(Timestamp.newBuilder().setSeconds(seconds)))
                .build();
    }

    private static OperationData insert(ArrayInsertOperationData.Builder insert) {
        return discrete(DiscreteOperationData.newBuilder()
                .setArrayInsertOperation(insert)
                .build());
    }

    private static OperationData discrete(DiscreteOperationData operation) {
        return OperationData.newBuilder().setDiscreteOperation(operation).build();
    }

    private static void assertRefused(OperationData data) {
        assertThatThrownBy(() -> OperationMapper.operation(data)).isInstanceOf(IncompleteMessageException.class);
    }
}
