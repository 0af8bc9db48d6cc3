package dev.coterie.convergence.model.ot;

import org.junit.jupiter.api.Test;

import static dev.coterie.convergence.model.ot.TestModels.splice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConcurrencyControlTests {

    private static final int MAX_HISTORY = 200;

    private final ConcurrencyControl control = new ConcurrencyControl(100, MAX_HISTORY);

    @Test
    void startsAtTheVersionOfWhatWasStored() {
        control.join("a", 100, false);
        assertThat(commit("a", 100, splice(0, 0, "x"))).isEqualTo(splice(0, 0, "x"));
        assertThat(control.version()).isEqualTo(101);
    }

    @Test
    void movesAnOperationPastThoseOfOthersOnly() {
        control.join("a", 100, false);
        control.join("b", 100, false);
        commit("a", 100, splice(0, 0, "aa"));
        commit("b", 100, splice(0, 0, "b"));
        assertThat(commit("a", 100, splice(2, 0, "a"))).isEqualTo(splice(3, 0, "a"));
        assertThat(commit("b", 102, splice(9, 0, "b"))).isEqualTo(splice(10, 0, "b"));
    }

    @Test
    void keepsWhatIsUnknownToASessionAsItFollowsWhatTheSessionSent() {
        control.join("a", 100, false);
        control.join("b", 100, false);
        commit("b", 100, splice(5, 0, "b"));
        commit("a", 100, splice(0, 0, "aaa"));
        // To its author this comes after "aaa", so the other's text lies at 8.
        assertThat(commit("a", 100, splice(7, 0, "a"))).isEqualTo(splice(7, 0, "a"));
        assertThat(commit("a", 100, splice(9, 0, "a"))).isEqualTo(splice(10, 0, "a"));
    }

    @Test
    void refusesVersionsThatCannotBe() {
        assertThat(refusal("a", 100)).isEqualTo(RejectionReason.NOT_JOINED);
        control.join("a", 100, false);
        assertThat(refusal("a", 101)).isEqualTo(RejectionReason.CONTEXT_IN_FUTURE);
        assertThat(refusal("a", Long.MAX_VALUE)).isEqualTo(RejectionReason.CONTEXT_IN_FUTURE);
        assertThat(refusal("a", 99)).isEqualTo(RejectionReason.CONTEXT_GOES_BACK);
        assertThat(refusal("a", Long.MIN_VALUE)).isEqualTo(RejectionReason.CONTEXT_GOES_BACK);
        commit("a", 100, splice(0, 0, "x"));
        control.advance("a", 101);
        assertThat(refusal("a", 100)).isEqualTo(RejectionReason.CONTEXT_GOES_BACK);
        control.leave("a");
        assertThat(refusal("a", 101)).isEqualTo(RejectionReason.NOT_JOINED);
    }

    @Test
    void aResynchronisingSessionMayNameAnOlderVersion() {
        control.join("a", 100, true);
        assertThat(control.isOpen("a")).isFalse();
        assertThat(control.prepare("a", 98, splice(1, 0, "x")).contextVersion()).isEqualTo(100);
        control.completeResync("a");
        assertThat(control.isOpen("a")).isTrue();
        assertThat(refusal("a", 98)).isEqualTo(RejectionReason.CONTEXT_GOES_BACK);
    }

    @Test
    void aSessionMayBeGivenAnOlderStateWhoseHistoryIsKept() {
        control.join("a", 100, false);
        commit("a", 100, splice(0, 0, "aa"));
        control.join("b", 100, false);
        assertThat(commit("b", 100, splice(5, 0, "b"))).isEqualTo(splice(7, 0, "b"));
        assertThatThrownBy(() -> control.join("c", 99, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> control.join("c", 103, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void forgetsWhatEverySessionKnows() {
        control.join("a", 100, false);
        for (int i = 0; i < 1_000; i++) {
            commit("a", 100 + i, splice(0, 0, "x"));
        }
        assertThat(control.historySize()).isLessThanOrEqualTo(64);
        control.leave("a");
        assertThat(control.historySize()).isZero();
    }

    @Test
    void keepsNoMoreThanItsLimitForASessionThatSendsNothing() {
        control.join("a", 100, false);
        control.join("reader", 100, false);
        for (int i = 0; i < 1_000; i++) {
            commit("a", 100 + i, splice(0, 0, "x"));
        }
        assertThat(control.historySize()).isLessThanOrEqualTo(2 * MAX_HISTORY);
        assertThat(refusal("reader", 100)).isEqualTo(RejectionReason.CONTEXT_TOO_OLD);
        assertThat(commit("reader", 900, splice(0, 0, "r"))).isEqualTo(splice(200, 0, "r"));
    }

    @Test
    void whatNobodySentIsUnknownToEverySession() {
        control.join("a", 100, false);
        control.commit("server", splice(0, 0, "xx"));
        assertThat(commit("a", 100, splice(3, 0, "a"))).isEqualTo(splice(5, 0, "a"));
    }

    private Operation commit(String session, long contextVersion, Operation operation) {
        ConcurrencyControl.Prepared prepared = control.prepare(session, contextVersion, operation);
        control.commit(prepared, prepared.operation());
        return prepared.operation();
    }

    private RejectionReason refusal(String session, long contextVersion) {
        Refusal[] refusal = new Refusal[1];
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> control.prepare(session, contextVersion, splice(0, 0, "x")))
                .satisfies(thrown -> refusal[0] = thrown);
        return refusal[0].reason();
    }
}
