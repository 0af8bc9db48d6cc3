package dev.coterie.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.coterie.cli.Arguments;
import dev.coterie.cli.WrongUseException;

/**
 * What was asked for. Immutable.
 *
 * @param preset what to run
 * @param url the server to drive; none: one is started for each run
 * @param pid the process of that server, to watch it
 * @param jar of the server to start; none: the program that runs
 * @param serverOptions for the JVM of the started server, and of the echo
 * @param serverArguments for the started server
 * @param archive class data archive or AOT cache for the second half of the start scenario
 * @param jdbcUrl the database for the single-row commits; none: a file of the kind that the server makes
 * @param yardstick how long the echo is driven
 * @param appends of the scenario with one writer on a board, 10 or more
 * @param givenMegabytes of the board or model that is opened; none: the scenario's own
 */
record BenchOptions(
        Preset preset,
        Optional<URI> url,
        String user,
        String password,
        OptionalLong pid,
        Optional<Path> jar,
        List<String> serverOptions,
        List<String> serverArguments,
        Optional<Path> archive,
        Overrides overrides,
        Optional<String> jdbcUrl,
        String jdbcUser,
        String jdbcPassword,
        Duration yardstick,
        Optional<Path> history,
        int appends,
        Optional<Integer> givenMegabytes,
        int runs,
        Optional<Path> json,
        long seed,
        boolean keep) {

    private static final int MOST_CLIENTS = 20_000;
    private static final int MOST_SECONDS = 24 * 3600;
    private static final int LARGE_BOARD_MEGABYTES = 100;
    private static final int LEAST_BOARD_MEGABYTES = 10;
    private static final int LARGE_MODEL_MEGABYTES = 10;
    private static final int MOST_MODEL_MEGABYTES = 50;
    private static final Set<String> FLAGS = Set.of("keep");
    private static final Set<String> NAMED = Set.of(
            "scenario",
            "url",
            "user",
            "password",
            "pid",
            "jar",
            "server-opts",
            "server-args",
            "archive",
            "clients",
            "models",
            "rate",
            "window",
            "seconds",
            "warmup",
            "jdbc-url",
            "jdbc-user",
            "jdbc-password",
            "yardstick-seconds",
            "file",
            "appends",
            "megabytes",
            "runs",
            "json",
            "seed");

    /** What differs from the preset's own load. Immutable. */
    record Overrides(
            Optional<Integer> clients,
            Optional<Integer> models,
            Optional<Double> rate,
            Optional<Integer> window,
            Optional<Integer> seconds,
            Optional<Integer> warmUpSeconds) {

        LoadPlan of(LoadPlan plan) {
            int newClients = clients.orElse(plan.clients());
            return new LoadPlan(
                    newClients,
                    models.orElse(Math.min(plan.models(), newClients)),
                    rate.orElse(plan.ratePerSecond()),
                    window.orElse(plan.window()),
                    warmUpSeconds.map(Duration::ofSeconds).orElse(plan.warmUp()),
                    seconds.map(Duration::ofSeconds).orElse(plan.measured()));
        }
    }

    /** The load of one scenario with what the command line changes of it. */
    LoadPlan plan(Preset scenario) {
        return overrides.of(scenario.plan());
    }

    /** Of the board or model that a scenario opens. */
    int megabytes(Preset scenario) {
        return givenMegabytes.orElse(scenario == Preset.LARGE_MODEL ? LARGE_MODEL_MEGABYTES : LARGE_BOARD_MEGABYTES);
    }

    List<Preset> scenarios() {
        return preset.parts(history.isPresent());
    }

    /** @param environmentPassword used when there is no {@code --password}, may be empty */
    static BenchOptions parse(List<String> words, String environmentPassword) {
        Arguments given = Arguments.parse(words, NAMED, FLAGS);
        if (!given.words().isEmpty()) {
            throw new WrongUseException("There is no use for \"" + given.words().get(0) + "\".");
        }
        TypedArguments arguments = new TypedArguments(given);
        String scenario = arguments.text("scenario").orElse(Preset.LOAD.word());
        BenchOptions options = new BenchOptions(
                Preset.named(scenario)
                        .orElseThrow(() -> new WrongUseException("There is no scenario " + scenario + ".")),
                arguments.server("url"),
                arguments.text("user").orElse("admin"),
                arguments.text("password").orElse(environmentPassword),
                pid(arguments),
                arguments.path("jar"),
                arguments.words("server-opts"),
                arguments.words("server-args"),
                arguments.path("archive"),
                overrides(arguments),
                arguments.text("jdbc-url"),
                arguments.text("jdbc-user").orElse("sa"),
                arguments.text("jdbc-password").orElse(""),
                Duration.ofSeconds(
                        arguments.number("yardstick-seconds", 0, MOST_SECONDS).orElse(15)),
                arguments.path("file"),
                arguments.number("appends", 10, 100_000_000).orElse(200_000),
                arguments.number("megabytes", 1, 10_000),
                arguments.number("runs", 1, 100).orElse(1),
                arguments.path("json"),
                arguments.number("seed", 0, Integer.MAX_VALUE).orElse(1),
                arguments.has("keep"));
        options.check();
        return options;
    }

    private static Overrides overrides(TypedArguments arguments) {
        return new Overrides(
                arguments.number("clients", 1, MOST_CLIENTS),
                arguments.number("models", 1, MOST_CLIENTS),
                arguments.rate("rate", 10_000),
                arguments.number("window", 1, 10_000),
                arguments.number("seconds", 1, MOST_SECONDS),
                arguments.number("warmup", 0, MOST_SECONDS));
    }

    private static OptionalLong pid(TypedArguments arguments) {
        Optional<Integer> pid = arguments.number("pid", 1, Integer.MAX_VALUE);
        return pid.isPresent() ? OptionalLong.of(pid.get()) : OptionalLong.empty();
    }

    private void check() {
        LoadPlan plan = plan(preset);
        if (plan.models() > plan.clients()) {
            throw new WrongUseException("There cannot be more models than clients.");
        }
        if (url.isPresent() && password.isEmpty()) {
            throw new WrongUseException("--url needs --password, or COTERIE_BENCH_PASSWORD in the environment.");
        }
        if (url.isEmpty() && pid.isPresent()) {
            throw new WrongUseException("--pid belongs to --url.");
        }
        if (url.isPresent() && preset == Preset.START) {
            throw new WrongUseException("The start scenario starts the server itself.");
        }
        if (preset == Preset.REPLAY && history.isEmpty()) {
            throw new WrongUseException("The replay scenario needs --file.");
        }
        List<Preset> scenarios = scenarios();
        if (scenarios.contains(Preset.BOARD_JOIN) && megabytes(Preset.BOARD_JOIN) < LEAST_BOARD_MEGABYTES) {
            throw new WrongUseException("A large board has at least " + LEAST_BOARD_MEGABYTES + " megabytes.");
        }
        if (scenarios.contains(Preset.LARGE_MODEL) && megabytes(Preset.LARGE_MODEL) > MOST_MODEL_MEGABYTES) {
            throw new WrongUseException("A large model has at most " + MOST_MODEL_MEGABYTES + " megabytes.");
        }
        for (Optional<Path> file : List.of(jar, archive, history)) {
            if (file.isPresent() && !Files.isReadable(file.get())) {
                throw new WrongUseException("Cannot read " + file.get() + ".");
            }
        }
    }
}
