package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What it costs to transform one operation past a thousand concurrent ones, and what is allocated for that. Its
 * {@link #main} is run by hand (docs/benchmark.md).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TransformationBenchmark {

    private static final int CONCURRENT = 1_000;
    private static final int LENGTH = 100_000;

    /** What the concurrent operations are. */
    public enum Load {
        SPLICES,
        ARRAY,
        OTHER_VALUES
    }

    @Param
    public Load load = Load.SPLICES;

    private final List<Operation> concurrent = new ArrayList<>();
    private Operation own = TestModels.splice(0, 0, "");

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(7);
        concurrent.clear();
        for (int i = 0; i < CONCURRENT; i++) {
            concurrent.add(operation(random, "s" + i));
        }
        own = load == Load.OTHER_VALUES ? TestModels.splice(LENGTH / 2, 3, "") : operation(random, "c");
    }

    private Operation operation(SplittableRandom random, String id) {
        int index = random.nextInt(LENGTH);
        return switch (load) {
            case SPLICES -> random.nextBoolean() ? TestModels.splice(index, 0, "abc") : TestModels.splice(index, 1, "");
            case ARRAY ->
                random.nextBoolean()
                        ? new ArrayInsert("list", false, index, new NullValue(id))
                        : new ArrayMove("list", false, index, random.nextInt(LENGTH));
            case OTHER_VALUES -> new ObjectSetProperty("object", false, "key" + index, new NullValue(id));
        };
    }

    @Benchmark
    public Operation transform() {
        Operation transformed = own;
        for (Operation committed : concurrent) {
            transformed = Transformer.transform(committed, transformed).client();
        }
        return transformed;
    }

    /** Tells the time and, as {@code gc.alloc.rate.norm}, the bytes that one operation costs. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(TransformationBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
