package dev.coterie.convergence.model.ot;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static dev.coterie.convergence.model.ot.TestModels.letter;
import static dev.coterie.convergence.model.ot.TestModels.splice;
import static dev.coterie.convergence.model.ot.TestModels.text;
import static org.assertj.core.api.Assertions.assertThat;

/** References as the sessions of a {@link SharedModel} see them. */
class ReferencesTests {

    private static final ModelLimits LIMITS = new ModelLimits(100, 1_000, 10, 100, 1_000, 100, 100, 3);
    private static final ReferenceId CURSOR = new ReferenceId("a", TestModels.TEXT, "cursor");
    private static final ReferenceOutcome IGNORED = new ReferenceOutcome.Ignored();

    private final SharedModel model = new SharedModel(
            new ModelData(
                    new ObjectValue(
                            "root",
                            Map.of(
                                    "text", text("0123456789"),
                                    "list", TestModels.letters("xyz"),
                                    "object", new ObjectValue("o", Map.of("p", letter("p"), "q", letter("q"))))),
                    LIMITS),
            1,
            LIMITS);

    ReferencesTests() {
        model.open("a", 1);
        model.open("b", 1);
    }

    @Test
    void firstAnnouncesThenMoves() {
        assertThat(put(CURSOR, indices(3))).isEqualTo(new ReferenceOutcome.Shared(new Reference(CURSOR, indices(3))));
        assertThat(put(CURSOR, indices(4, 5)))
                .isEqualTo(new ReferenceOutcome.Moved(new Reference(CURSOR, indices(4, 5))));
        assertThat(model.referencesExcept("b")).containsExactly(new Reference(CURSOR, indices(4, 5)));
        assertThat(model.referencesExcept("a")).isEmpty();
    }

    @Test
    void clearsAndUnsharesWhatIsKnown() {
        put(CURSOR, indices(3));
        assertThat(model.clearReference(CURSOR)).isEqualTo(new ReferenceOutcome.Cleared(CURSOR));
        assertThat(held()).isEqualTo(indices());
        assertThat(model.unshareReference(CURSOR)).isEqualTo(new ReferenceOutcome.Unshared(CURSOR));
        assertThat(model.referencesExcept("b")).isEmpty();
    }

    @Test
    void ignoresWhatIsNotKnown() {
        assertThat(model.clearReference(CURSOR)).isEqualTo(IGNORED);
        assertThat(model.unshareReference(CURSOR)).isEqualTo(IGNORED);
        assertThat(put(new ReferenceId("a", "gone", "k"), indices(1))).isEqualTo(IGNORED);
        assertThat(put(new ReferenceId("stranger", TestModels.TEXT, "k"), indices(1)))
                .isEqualTo(IGNORED);
    }

    @Test
    void ignoresReferencesOfASessionThatIsResynchronising() {
        model.startResync("r");
        ReferenceId id = new ReferenceId("r", TestModels.TEXT, "k");
        assertThat(put(id, indices(1))).isEqualTo(IGNORED);
        model.completeResync("r");
        assertThat(put(id, indices(1))).isInstanceOf(ReferenceOutcome.Shared.class);
    }

    @Test
    void rejectsKindsThatDoNotFit() {
        ReferenceOutcome wrong = new ReferenceOutcome.Rejected(RejectionReason.WRONG_KIND);
        var properties = new ReferenceValues.Properties(List.of("p"));
        var elements = new ReferenceValues.Elements(List.of("x"));
        assertThat(put(CURSOR, properties)).isEqualTo(wrong);
        assertThat(put(CURSOR, elements)).isEqualTo(wrong);
        assertThat(put(new ReferenceId("a", TestModels.LIST, "k"), indices(1))).isEqualTo(wrong);
        assertThat(put(new ReferenceId("a", "o", "k"), indices(1))).isEqualTo(wrong);
        assertThat(put(new ReferenceId("a", "", "k"), properties)).isEqualTo(wrong);
        put(CURSOR, indices(1));
        assertThat(put(CURSOR, ranges(1, 2))).isEqualTo(wrong);
        assertThat(held()).isEqualTo(indices(1));
    }

    @Test
    void limitsHowManyASessionHolds() {
        for (String key : List.of("1", "2", "3")) {
            put(new ReferenceId("a", TestModels.TEXT, key), indices());
        }
        assertThat(put(CURSOR, indices()))
                .isEqualTo(new ReferenceOutcome.Rejected(RejectionReason.TOO_MANY_REFERENCES));
        assertThat(put(new ReferenceId("b", TestModels.TEXT, "1"), indices()))
                .isInstanceOf(ReferenceOutcome.Shared.class);
    }

    @Test
    void newPlacesFollowWhatTheirOwnerDidNotKnow() {
        submit("b", splice(2, 0, "bb"));
        assertThat(put(CURSOR, indices(1, 2, 5)))
                .isEqualTo(new ReferenceOutcome.Shared(new Reference(CURSOR, indices(1, 4, 7))));
    }

    @Test
    void newPlacesPointNowhereIfTheTextWasReplaced() {
        submit("b", new StringSet(TestModels.TEXT, false, "new"));
        assertThat(put(CURSOR, ranges(1, 2)))
                .isEqualTo(new ReferenceOutcome.Shared(new Reference(CURSOR, new ReferenceValues.Ranges(List.of()))));
    }

    @Test
    void aReferenceTellsHowFarItsOwnerIs() {
        submit("b", splice(0, 0, "b"));
        model.putReference(CURSOR, indices(1), 2);
        assertThat(model.submit("a", 1, splice(0, 0, "a")))
                .isEqualTo(new SubmitOutcome.Rejected(RejectionReason.CONTEXT_GOES_BACK));
        assertThat(model.putReference(CURSOR, indices(1), 7))
                .isEqualTo(new ReferenceOutcome.Rejected(RejectionReason.CONTEXT_IN_FUTURE));
    }

    @Test
    void placesFollowEdits() {
        put(CURSOR, ranges(8, 2));
        submit("b", splice(2, 0, "bb"));
        assertThat(held()).isEqualTo(ranges(10, 4));
        submit("b", splice(5, 7, ""));
        assertThat(held()).isEqualTo(ranges(5, 4));
        submit("a", splice(0, 5, ""));
        assertThat(held()).isEqualTo(ranges(0, 0));
        submit("b", splice(0, 0, "bbb"));
        assertThat(held()).isEqualTo(ranges(3, 3));
        submit("b", splice(0, 1, "b").asNoOp());
        assertThat(held()).isEqualTo(ranges(3, 3));
    }

    @Test
    void aReplacementPushesPlacesWithinItBehindTheNewText() {
        put(CURSOR, indices(2, 3, 4, 6));
        submit("b", splice(3, 2, "B"));
        assertThat(held()).isEqualTo(indices(2, 4, 4, 5));
    }

    @Test
    void placesStayWithinTheText() {
        put(CURSOR, indices(-7, 10, 11, Integer.MAX_VALUE, Integer.MIN_VALUE));
        assertThat(held()).isEqualTo(indices(0, 10, 10, 10, 0));
    }

    @Test
    void vanishWithTheirTextOrItsContent() {
        put(CURSOR, indices(1));
        submit("b", new StringSet(TestModels.TEXT, false, "new"));
        assertThat(model.referencesExcept("b")).isEmpty();
        assertThat(model.unshareReference(CURSOR)).isEqualTo(IGNORED);
        model.putReference(CURSOR, indices(1), 2);
        submit("b", new ObjectRemoveProperty("root", false, "text"));
        assertThat(model.referencesExcept("b")).isEmpty();
        assertThat(put(CURSOR, indices(1))).isEqualTo(IGNORED);
    }

    @Test
    void propertiesAreForgottenWhenTheyAreSetOrRemoved() {
        ReferenceId id = new ReferenceId("a", "o", "k");
        put(id, new ReferenceValues.Properties(List.of("p", "q", "not there")));
        submit("b", new ObjectSetProperty("o", false, "p", letter("1")));
        assertThat(held()).isEqualTo(new ReferenceValues.Properties(List.of("q", "not there")));
        submit("b", new ObjectRemoveProperty("o", false, "q"));
        assertThat(held()).isEqualTo(new ReferenceValues.Properties(List.of("not there")));
        submit("b", new ObjectSet("o", false, Map.of("r", letter("2"))));
        assertThat(model.referencesExcept("b")).isEmpty();
    }

    @Test
    void elementsAreForgottenWhenTheyAreRemoved() {
        ReferenceId id = new ReferenceId("a", "", "k");
        put(id, new ReferenceValues.Elements(List.of("x", "gone", "y", "o")));
        assertThat(held()).isEqualTo(new ReferenceValues.Elements(List.of("x", "y", "o")));
        submit("b", new ArrayRemove(TestModels.LIST, false, 0));
        submit("b", new ArrayMove(TestModels.LIST, false, 0, 1));
        assertThat(held()).isEqualTo(new ReferenceValues.Elements(List.of("y", "o")));
    }

    @Test
    void leaveWithTheirOwner() {
        put(CURSOR, indices(1));
        model.leave("a");
        assertThat(model.referencesExcept("b")).isEmpty();
    }

    private ReferenceOutcome put(ReferenceId id, ReferenceValues values) {
        return model.putReference(id, values, 1);
    }

    private void submit(String session, Operation operation) {
        assertThat(model.submit(session, model.version(), operation)).isInstanceOf(SubmitOutcome.Accepted.class);
    }

    /**
     * An insertion just behind a removal, neither of which knows the other: who removes first has the reference at the place
     * where the text is inserted, and so behind it. All who apply the server's order have that; the author of the
     * insertion has it the other way round, and the protocol has no message that would tell them.
     */
    @Test
    void authorOfAConcurrentOperationMayHaveAReferenceElsewhere() {
        StringSplice removal = splice(4, 1, "");
        StringSplice insertion = splice(5, 0, "x");
        put(CURSOR, indices(4));

        submit("a", removal);
        model.submit("b", 1, insertion);
        assertThat(held()).isEqualTo(indices(5));

        Transformed atTheAuthor = Transformer.transform(removal, insertion);
        ReferenceValues seen = ReferenceTransformer.transform(indices(4), TestModels.TEXT, insertion);
        assertThat(ReferenceTransformer.transform(seen, TestModels.TEXT, atTheAuthor.server()))
                .isEqualTo(indices(4));
    }

    private ReferenceValues held() {
        List<Reference> references = model.referencesExcept("b");
        assertThat(references).hasSize(1);
        return references.get(0).values();
    }

    private static ReferenceValues.Indices indices(Integer... indices) {
        return new ReferenceValues.Indices(List.of(indices));
    }

    private static ReferenceValues.Ranges ranges(int start, int end) {
        return new ReferenceValues.Ranges(List.of(new IndexRange(start, end)));
    }
}
