package dev.coterie.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MergePlanTests {

    private static final long KB = 1024;

    @Test
    void nothingIsPlannedWithoutRows() {
        assertThat(MergePlan.of(List.of(7L))).isEqualTo(new MergePlan(List.of(), 7));
    }

    @Test
    void smallRowsWaitForEachOther() {
        List<Long> rows = new ArrayList<>(Collections.nCopies(MergePlan.SMALL_ROWS - 1, 10L));
        assertThat(plan(rows).ranges()).isEmpty();

        rows.add(10L);

        assertThat(plan(rows).ranges())
                .containsExactly(new MergePlan.Range(0, MergePlan.SMALL_ROWS * 10L, MergePlan.SMALL_ROWS));
        assertThat(plan(rows).resume()).isZero();
    }

    @Test
    void biggerRowsAreLeftAloneUntilTheyFillOne() {
        List<Long> rows = new ArrayList<>(Collections.nCopies(12, 20 * KB));
        assertThat(plan(rows).ranges()).isEmpty();

        rows.add(20 * KB);

        assertThat(plan(rows).ranges()).containsExactly(new MergePlan.Range(0, 240 * KB, 12));
        assertThat(plan(rows).resume()).isEqualTo(240 * KB);
    }

    @Test
    void biggerRowsAmongSmallOnesAreNotWrittenAgain() {
        List<Long> rows = new ArrayList<>(Collections.nCopies(40, 10L));
        rows.add(20 * KB);
        rows.addAll(Collections.nCopies(40, 10L));

        assertThat(plan(rows).ranges())
                .containsExactly(
                        new MergePlan.Range(0, 400, 40), new MergePlan.Range(400 + 20 * KB, 800 + 20 * KB, 40));
    }

    @Test
    void whatLiesBetweenFullRowsIsMergedAtOnce() {
        assertThat(plan(List.of(200 * KB, 1L, 2L, 3L, 200 * KB, 4L, 200 * KB, 5L, 6L)))
                .isEqualTo(new MergePlan(List.of(new MergePlan.Range(200 * KB, 200 * KB + 6, 3)), 600 * KB + 10));
    }

    @Test
    void documentStaysAtFewRowsAtLittleCost() {
        Random random = Seed.random("MergePlanTests");
        List<Long> bounds = new ArrayList<>(List.of(0L));
        long end = 0;
        long written = 0;
        int most = 0;
        for (int append = 1; append <= 100_000; append++) {
            end += 1 + random.nextInt(1 << random.nextInt(13));
            bounds.add(end);
            if (append % 10 == 0) {
                for (MergePlan.Range range : MergePlan.of(bounds).ranges()) {
                    written += range.to() - range.from();
                    bounds.removeIf(bound -> bound > range.from() && bound < range.to());
                }
                most = Math.max(most, bounds.size());
            }
        }
        assertThat((double) written / end).isLessThan(4);
        assertThat(most).isLessThan((int) (end / (128 * KB)) + 200);
        for (int i = 1; i < bounds.size(); i++) {
            assertThat(bounds.get(i) - bounds.get(i - 1)).isPositive().isLessThanOrEqualTo(ByteRows.MAX_BYTES);
        }
    }

    private static MergePlan plan(List<Long> lengths) {
        List<Long> bounds = new ArrayList<>(List.of(0L));
        lengths.forEach(length -> bounds.add(bounds.get(bounds.size() - 1) + length));
        return MergePlan.of(bounds);
    }
}
