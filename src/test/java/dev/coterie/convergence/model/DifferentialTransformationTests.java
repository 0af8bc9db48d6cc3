package dev.coterie.convergence.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import dev.coterie.convergence.model.ot.NumberSet;
import dev.coterie.convergence.model.ot.OperationPairs;
import dev.coterie.convergence.model.ot.OperationPairs.Pair;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our transformer and the one inside the unmodified client make the same of the same pairs, also where the client's rule
 * is faulty. Needs Node and the installed package, which a whole build has. A failure names its seed;
 * {@code -Dcoterie.seed=N} runs that one again, {@code -Dcoterie.pairs=N} more or fewer than usual.
 */
@EnabledIf("isInstalled")
class DifferentialTransformationTests {

    private static final int PAIRS = Integer.getInteger("coterie.pairs", 120_000);
    private static final System.Logger LOG = System.getLogger("transformer");

    static boolean isInstalled() {
        return ClientTransformer.nodeModules().isPresent();
    }

    @Test
    void allPairsOnSmallValues() throws Exception {
        Compared compared = compare(OperationPairs::exhaustive);
        LOG.log(System.Logger.Level.INFO, "{0} pairs on small values, {1} faulty", compared.pairs, compared.faulty);
        assertThat(compared.pairs).isGreaterThan(90_000);
        assertThat(compared.changed).as("pairs of which one had to change").isGreaterThan(compared.pairs / 2);
        assertThat(compared.faulty)
                .as("pairs for which the client's rule is faulty")
                .isPositive();
        assertThat(compared.different).isEmpty();
    }

    @Test
    void randomPairsOnLargerValues() throws Exception {
        long seed = Long.getLong("coterie.seed", System.nanoTime());
        OperationPairs random = new OperationPairs(new SplittableRandom(seed));
        Compared compared = compare(pairs -> {
            for (int i = 0; i < PAIRS; i++) {
                pairs.accept(random.next());
            }
        });
        LOG.log(
                System.Logger.Level.INFO,
                "{0} random pairs with -Dcoterie.seed={1,number,#}, {2} faulty",
                compared.pairs,
                seed,
                compared.faulty);
        assertThat(compared.different).as("-Dcoterie.seed=" + seed).isEmpty();
    }

    /** The one difference, which nobody sees: of two zeros that are set at once, no-ops of the client name the first. */
    @Test
    void zerosAreTheSame() throws Exception {
        NumberSet zero = new NumberSet("n", false, 0.0);
        NumberSet minusZero = new NumberSet("n", false, -0.0);
        List<Pair> byClient = new ArrayList<>();
        try (ClientTransformer client = new ClientTransformer(
                ClientTransformer.nodeModules().orElseThrow(), (pair, result) -> byClient.add(result))) {
            client.transform(new Pair(zero, minusZero));
            client.finish();
        }
        assertThat(byClient).containsExactly(new Pair(zero.asNoOp(), zero.asNoOp()));
        assertThat(OperationPairs.transformed(new Pair(zero, minusZero)))
                .isEqualTo(new Pair(zero.asNoOp(), minusZero.asNoOp()));
    }

    private static final class Compared {

        private static final int ENOUGH = 20;

        private final List<String> different = new ArrayList<>();
        private int pairs;
        private int changed;
        private int faulty;

        void add(Pair pair, Pair byClient) {
            pairs++;
            if (OperationPairs.isFaulty(pair)) {
                faulty++;
            }
            if (!byClient.equals(pair)) {
                changed++;
            }
            Pair ours = OperationPairs.transformed(pair);
            if (!ours.equals(byClient) && different.size() < ENOUGH) {
                different.add("%n%s%n  ours:   %s%n  client: %s".formatted(pair, ours, byClient));
            }
        }
    }

    private static Compared compare(Consumer<Consumer<Pair>> pairs) throws IOException {
        Compared compared = new Compared();
        try (ClientTransformer client =
                new ClientTransformer(ClientTransformer.nodeModules().orElseThrow(), compared::add)) {
            pairs.accept(client::transform);
            client.finish();
        }
        return compared;
    }
}
