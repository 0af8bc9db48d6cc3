package dev.coterie.convergence.model.ot;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static dev.coterie.convergence.model.ot.TestModels.splice;
import static dev.coterie.convergence.model.ot.TestModels.text;
import static org.assertj.core.api.Assertions.assertThat;

class SharedModelTests {

    private final SharedModel model =
            new SharedModel(TestModels.modelOf(text("abc")), 7, new ModelLimits(100, 1_000, 5, 100, 1_000, 3, 50, 5));

    SharedModelTests() {
        model.open("a", 7);
        model.open("b", 7);
    }

    @Test
    void assignsVersionsAtOnce() {
        assertThat(model.submit("a", 7, splice(1, 1, "X")))
                .isEqualTo(new SubmitOutcome.Accepted(
                        7,
                        new CompoundOperation(List.of(splice(1, 1, ""), splice(1, 0, "X"))),
                        new AppliedCompound(List.of(
                                new AppliedDiscrete(splice(1, 1, ""), new Before.Text("b")),
                                new AppliedDiscrete(splice(1, 0, "X"), new Before.Text(""))))));
        SubmitOutcome.Accepted second = (SubmitOutcome.Accepted) model.submit("b", 7, splice(3, 0, "Y"));
        assertThat(second.version()).isEqualTo(9);
        assertThat(model.version()).isEqualTo(9);
        assertThat(model.snapshot()).isEqualTo(new ObjectValue("root", Map.of("v", text("aXcY"))));
    }

    @Test
    void aRejectionChangesNothing() {
        ObjectValue before = model.snapshot();
        assertRejected(model.submit("a", 7, splice(4, 0, "x")), RejectionReason.OUT_OF_BOUNDS);
        assertRejected(model.submit("a", 8, splice(0, 0, "x")), RejectionReason.CONTEXT_IN_FUTURE);
        assertRejected(model.submit("c", 7, splice(0, 0, "x")), RejectionReason.NOT_JOINED);
        assertRejected(model.submit("a", 7, new NumberSet("", false, 1)), RejectionReason.EMPTY_VALUE_ID);
        assertRejected(
                model.submit("a", 7, new CompoundOperation(List.of(splice(0, 0, "x"), new NumberSet("", true, 1)))),
                RejectionReason.EMPTY_VALUE_ID);
        assertRejected(model.submitOwn("server", splice(9, 0, "x")), RejectionReason.OUT_OF_BOUNDS);
        assertThat(model.snapshot()).isEqualTo(before);
        assertThat(model.version()).isEqualTo(7);
    }

    @Test
    void operationsWithoutEffectTakeAVersion() {
        SubmitOutcome outcome = model.submit("a", 7, new ArrayRemove("gone", false, 3));
        assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
        assertThat(((SubmitOutcome.Accepted) outcome).operation()).isEqualTo(new ArrayRemove("gone", true, 3));
        assertThat(model.version()).isEqualTo(8);
    }

    @Test
    void operationsOfTheServerAreNewToEverySession() {
        assertThat(model.submitOwn("server", splice(0, 0, "__"))).isInstanceOf(SubmitOutcome.Accepted.class);
        SubmitOutcome.Accepted accepted = (SubmitOutcome.Accepted) model.submit("a", 7, splice(3, 0, "!"));
        assertThat(accepted.operation()).isEqualTo(splice(5, 0, "!"));
    }

    @Test
    void knowsWhoIsIn() {
        model.startResync("r");
        assertThat(model.isJoined("r")).isTrue();
        model.leave("r");
        model.leave("r");
        model.completeResync("r");
        assertThat(model.isJoined("r")).isFalse();
    }

    private static void assertRejected(SubmitOutcome outcome, RejectionReason reason) {
        assertThat(outcome).isEqualTo(new SubmitOutcome.Rejected(reason));
    }
}
