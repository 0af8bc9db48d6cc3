package dev.coterie.convergence.model.ot;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnOperationsTests {

    private static final String MINE = "mine";
    private static final String OTHER = "other";

    @Test
    void whatIsSentAgainIsRecognised() {
        OwnOperations own = own(sent(4, insert(0, "a")), sent(5, insert(1, "b")));
        own.missed(10, MINE, sent(4, insert(0, "a")));
        own.missed(11, MINE, sent(5, insert(1, "b")));
        assertThat(own.isOwn(10) && own.isOwn(11)).isTrue();
        assertThat(own.others()).isEmpty();
    }

    @Test
    void itIsRecognisedPastWhatCameBetween() {
        OwnOperations own = own(sent(4, insert(3, "a")));
        own.missed(10, OTHER, sent(1, insert(0, "xx")));
        own.missed(11, MINE, sent(4, insert(5, "a")));
        own.missed(12, OTHER, sent(2, insert(9, "y")));
        assertThat(own.isOwn(11)).isTrue();
        assertThat(own.others())
                .extracting(OperationHistory.Entry::contextVersion)
                .containsExactly(10L, 12L);
    }

    @Test
    void whatOthersDidIsMovedPastIt() {
        OwnOperations own = own(sent(4, insert(0, "aaa")), sent(5, insert(0, "b")));
        own.missed(10, OTHER, sent(1, insert(2, "x")));
        own.missed(11, MINE, sent(4, insert(0, "aaa")));
        assertThat(own.others()).extracting(OperationHistory.Entry::operation).containsExactly(insert(5, "x"));
    }

    @Test
    void aReplacementIsCommittedInTwoSteps() {
        StringSplice replacement = new StringSplice("t", false, 1, 2, "new");
        OwnOperations own = own(sent(4, replacement));
        own.missed(
                10,
                MINE,
                sent(4, new CompoundOperation(List.of(new StringSplice("t", false, 1, 2, ""), insert(1, "new")))));
        assertThat(own.isOwn(10)).isTrue();
    }

    @Test
    void whatHadNoEffectIsRecognised() {
        OwnOperations own = own(sent(4, insert(1, "a")));
        own.missed(10, MINE, sent(4, insert(1, "a").asNoOp()));
        assertThat(own.isOwn(10)).isTrue();
    }

    @Test
    void anotherNumberAnotherTextOrAnotherSessionIsSomebodyElse() {
        for (OwnOperations own : List.of(
                own(sent(5, insert(0, "a"))),
                own(sent(4, insert(0, "b"))),
                new OwnOperations(Set.of(OTHER), List.of()))) {
            own.missed(10, MINE, sent(4, insert(0, "a")));
            assertThat(own.isOwn(10)).isFalse();
            assertThat(own.others()).hasSize(1);
        }
    }

    @Test
    void whoHasDoneOneOtherThingIsNotTheClient() {
        OwnOperations own = own(sent(4, insert(0, "a")));
        own.missed(10, MINE, sent(3, insert(0, "z")));
        own.missed(11, MINE, sent(4, insert(1, "a")));
        assertThat(own.isOwn(11)).isFalse();
    }

    private static OwnOperations own(OwnOperations.Sent... sent) {
        return new OwnOperations(Set.of(MINE), List.of(sent));
    }

    private static OwnOperations.Sent sent(int number, Operation operation) {
        return new OwnOperations.Sent(number, operation);
    }

    private static StringSplice insert(int index, String text) {
        return new StringSplice("t", false, index, 0, text);
    }
}
