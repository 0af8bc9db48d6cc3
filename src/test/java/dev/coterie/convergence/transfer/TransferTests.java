package dev.coterie.convergence.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import dev.coterie.cli.Terminal;
import dev.coterie.cli.Tool;
import dev.coterie.cli.ToolFailedException;
import dev.coterie.cli.WrongUseException;
import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.CollectionRights;
import dev.coterie.convergence.ModelTransfer;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.TransferReport;
import dev.coterie.convergence.UnreadableExportException;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.model.StoredModels;
import dev.coterie.convergence.model.StoredModels.Allowed;
import dev.coterie.convergence.model.StoredModels.Permissions;
import dev.coterie.convergence.model.TestModel;
import dev.coterie.convergence.model.ot.ArrayValue;
import dev.coterie.convergence.model.ot.BooleanValue;
import dev.coterie.convergence.model.ot.DataValue;
import dev.coterie.convergence.model.ot.DateValue;
import dev.coterie.convergence.model.ot.DoubleValue;
import dev.coterie.convergence.model.ot.NullValue;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.document.CollectionCatalog;
import dev.coterie.document.CollectionPolicy;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.CollectionStore;
import dev.coterie.document.DocumentCatalog;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.NewDocument;
import dev.coterie.document.RecordStore;
import dev.coterie.document.Retention;
import dev.coterie.document.Snapshot;
import dev.coterie.document.StoredDocument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The tools, on database files of their own: what is taken out of one is put into the other. */
class TransferTests {

    private static final String DATA_DIR = "coterie.data-dir";
    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private final Map<String, ConfigurableApplicationContext> databases = new HashMap<>();
    private String used = "";
    private @Nullable String before;

    /** The tools keep the log quiet; other tests in this process read it. */
    @AfterAll
    static void logAgain() {
        LoggingSystem.get(TransferTests.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @BeforeEach
    void useOwnData() {
        before = System.getProperty(DATA_DIR);
        use("from");
    }

    @AfterEach
    void useOldData() {
        databases.values().forEach(ConfigurableApplicationContext::close);
        if (before == null) {
            System.clearProperty(DATA_DIR);
        } else {
            System.setProperty(DATA_DIR, before);
        }
    }

    private void use(String database) {
        used = database;
        System.setProperty(DATA_DIR, directory.resolve(database).toString());
    }

    @Test
    void everyKindOfValueComesBack() throws IOException {
        create("Größe 🖊/\"x\"", everything());
        create("empty", new ObjectValue("@:0", Map.of()));
        byte[] exported = exported(false);
        use("to");

        assertThat(imported(exported)).isEqualTo(new TransferReport(2, 0, 1, 0, List.of(), List.of(), true));

        StoredDocument stored = load("Größe 🖊/\"x\"");
        StoredModels.State state = work(stores -> stores.models().state(stored));
        assertThat(plain(state.data())).isEqualTo(plain(everything()));
        assertThat(state.version()).isEqualTo(2);
        assertThat(stored.record().createdAt()).isEqualTo(CREATED);
        assertThat(stored.record().collection()).isEqualTo("notes");
        assertThat(stored.record().keeping().owner()).isEqualTo("anna");
        assertThat(plain(work(stores -> stores.models().state(load(stores, "empty")))
                        .data()))
                .isEqualTo(Map.of());
    }

    @Test
    void whatIsSaidOfModelsAndCollectionsComesBack() throws IOException {
        Permissions permissions = new Permissions(
                true,
                new Allowed(true, false, false, false),
                Map.of(new UserKey(UserType.ANONYMOUS, "ann"), new Allowed(true, true, true, false)));
        CollectionAccess access = new CollectionAccess(
                new CollectionRights(false, true, false, false, false),
                Map.of("ann, b", CollectionRights.ALL),
                Map.of("editors", CollectionRights.ALL));
        CollectionPolicy policy = new CollectionPolicy(false, 7, new Retention(3, 5_000_000_000L));
        work(stores -> {
            CollectionRecord collection =
                    Waiting.on(stores.stores().collections().ensure(Models.KIND, "notes", CREATED));
            Waiting.on(stores.stores().collections().setPolicy(collection.id(), policy));
            Waiting.on(stores.stores()
                    .collections()
                    .replaceMetadata(
                            collection.id(), new byte[0], stores.models().metadata(access)));
            DocumentRecord record = create(stores, "a", everything(), permissions);
            Waiting.on(stores.stores().documents().retitle(record.id(), "A title"));
            return Waiting.on(stores.stores().documents().setReadOnly(record.id(), true));
        });
        for (boolean versions : List.of(false, true)) {
            use("from");
            byte[] exported = exported(versions);
            use("to " + versions);
            imported(exported);

            StoredDocument stored = load("a");
            assertThat(stored.record().keeping().title()).isEqualTo("A title");
            assertThat(stored.record().keeping().readOnly()).isTrue();
            Permissions found =
                    work(stores -> stores.models().permissions(stored.record().metadata()));
            assertThat(found).isEqualTo(permissions);
            CollectionRecord collection =
                    work(stores -> Waiting.on(stores.stores().collections().find(Models.KIND, "notes"))
                            .orElseThrow());
            assertThat(collection.policy()).isEqualTo(policy);
            CollectionAccess foundAccess = work(stores -> stores.models().access(collection.metadata()));
            assertThat(foundAccess).isEqualTo(access);
        }
    }

    @Test
    void versionsComeBackAsTheyWere() throws IOException {
        work(stores -> TestModel.create(stores.stores().documents(), "m", "anna", "Hello", "one ", "two ", "🖊 "));
        List<Long> numbers = work(stores -> List.of(Waiting.on(stores.stores()
                .documents()
                .reserveNumbers(load(stores, "m").record().id(), 40))));
        byte[] exported = exported(true);
        use("to");

        assertThat(imported(exported)).isEqualTo(new TransferReport(1, 3, 0, 0, List.of(), List.of(), true));
        work(stores -> {
            StoredDocument stored = load(stores, "m");
            assertThat(stores.models().state(stored).version()).isEqualTo(4);
            assertThat(stored.record().ephemeral()).isFalse();
            List<String> texts = new ArrayList<>();
            for (long version = 1; version <= 4; version++) {
                ObjectValue data = Waiting.on(stores.models().at(stored.record().id(), version));
                texts.add(String.valueOf(((Map<?, ?>) Objects.requireNonNull(plain(data))).get("text")));
                assertThat(data.id()).isEqualTo("r:0");
            }
            assertThat(texts).containsExactly("Hello", "one Hello", "two one Hello", "🖊 two one Hello");
            assertThat(Waiting.on(stores.stores()
                            .documents()
                            .reserveNumbers(stored.record().id(), 1)))
                    .isEqualTo(numbers.get(0) + 40);
            return texts;
        });
    }

    @Test
    void asOftenAsOneLikes() {
        create("a", everything());
        create("b", everything());
        Path file = export();
        Path versions = export("--versions");
        use("to");
        create("b", new ObjectValue("x", Map.of("mine", new StringValue("y", "untouched"))));

        run(new ImportTool(terminal("")), file.toString());
        assertThat(text(out)).contains("Added 1 documents", "Skipped 1 that are there already: b");
        out.reset();
        run(new ImportTool(terminal("")), versions.toString());
        assertThat(text(out)).contains("Added 0 documents", "Skipped 2 that are there already: a, b");
        assertThat(plain(
                        work(stores -> stores.models().state(load(stores, "b"))).data()))
                .isEqualTo(Map.of("mine", "untouched"));
    }

    @Test
    void oneCollectionIsTakenOut() {
        create("a", everything());
        work(stores -> TestModel.create(stores.stores().documents(), "other", "", "x"));
        work(stores -> Waiting.on(stores.stores()
                .documents()
                .create(new NewDocument(
                        new DocumentKey(Models.KIND, "elsewhere"),
                        "tasks",
                        "",
                        false,
                        CREATED,
                        stores.models()
                                .metadata(new Permissions(false, new Allowed(true, true, true, true), Map.of()), 1),
                        new Snapshot(1, CREATED, stores.models().snapshot(everything()))))));

        run(new ExportTool(terminal("")), "--collection", "tasks", "-");

        assertThat(text(out).lines().filter(line -> line.startsWith("{\"model\"")))
                .hasSize(1);
        assertThat(text(out)).contains("elsewhere").doesNotContain("\"other\"");
    }

    /** All that is exported is larger than the memory of the processes that do it. */
    @Test
    void manyModelsNeedLittleMemory() throws IOException, InterruptedException {
        int count = 2_500;
        String text = "0123456789".repeat(2_400);
        work(stores -> {
            CompletionStage<?> last = CompletableFuture.completedFuture(null);
            Waiting.on(stores.stores().collections().ensure(Models.KIND, "notes", CREATED));
            byte[] data =
                    stores.models().snapshot(new ObjectValue("@:0", Map.of("text", new StringValue("@:1", text))));
            byte[] metadata =
                    stores.models().metadata(new Permissions(false, new Allowed(true, true, true, true), Map.of()), 1);
            for (int i = 0; i < count; i++) {
                DocumentKey key = new DocumentKey(Models.KIND, "many-" + i);
                last = stores.stores()
                        .documents()
                        .create(new NewDocument(
                                key, "notes", "", false, CREATED, metadata, new Snapshot(1, CREATED, data)));
                if (i % 500 == 0) {
                    Waiting.on(last);
                }
            }
            return Waiting.on(last);
        });
        close();
        Path file = directory.resolve("many.jsonl");

        assertThat(process("from", "export", file.toString())).isZero();
        assertThat(process("to", "import", file.toString())).isZero();

        assertThat(Files.size(file)).isGreaterThan(48L * 1024 * 1024);
        use("to");
        long there = work(stores -> stores.stores().catalog().count(Models.KIND));
        assertThat(there).isEqualTo(count);
    }

    /** The program in a process of its own. */
    private int process(String database, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-D" + DATA_DIR + "=" + directory.resolve(database),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.coterie.CoterieApplication"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        int code = process.waitFor();
        assertThat(code).as(Files.readString(directory.resolve("output"))).isZero();
        return code;
    }

    @Test
    void halfACharacterIsNoObstacle() throws IOException {
        create("a", new ObjectValue("@:0", Map.of("text", new StringValue("@:1", "x"))));
        work(stores -> TestModel.create(stores.stores().documents(), "half", "", "a", "\uD83D"));
        byte[] exported = exported(false);
        use("to");

        assertThat(imported(exported).models()).isEqualTo(2);
    }

    @Test
    void byPipe() {
        create("a", everything());
        run(new ExportTool(terminal("")), "-");
        String exported = text(out);
        use("to");

        run(new ImportTool(terminal(exported)), "-");

        assertThat(plain(
                        work(stores -> stores.models().state(load(stores, "a"))).data()))
                .isEqualTo(plain(everything()));
    }

    @Test
    void whatIsWrongIsToldWithItsLine() throws IOException {
        create("a", everything());
        String exported = new String(exported(false), StandardCharsets.UTF_8);
        use("to");

        assertThat(failure("")).contains("Line 1: this is no export");
        assertThat(failure("{}")).contains("Line 1: this is no export");
        assertThat(failure(exported.replace("\"version\":1,\"versions\"", "\"version\":2,\"versions\"")))
                .contains("Line 1: the export is from another version");
        String[] lines = exported.split("\n");
        assertThat(failure(lines[0] + "\n\n{\"model\":{\"id\":\"x\"}}")).contains("Line 3: something is missing");
        assertThat(failure(lines[0] + "\n" + lines[1].substring(0, 20))).contains("Line 2: this is not JSON");
        assertThat(failure(lines[0] + "\n{\"nothing\":1}")).contains("Line 2");
        assertThat(failure(lines[0] + "\n[]")).contains("Line 2");
        String cut = Stream.of(lines).limit(lines.length - 1).reduce("", (all, line) -> all + line + "\n");
        assertThat(imported(cut.getBytes(StandardCharsets.UTF_8)).complete()).isFalse();
    }

    @Test
    void aHistoryThatDoesNotFitIsLeftOut() throws IOException {
        work(stores -> TestModel.create(stores.stores().documents(), "m", "anna", "Hello", "one ", "two "));
        String exported = new String(exported(true), StandardCharsets.UTF_8);
        use("to");
        String broken = exported.lines()
                .filter(line -> !line.contains("\"operation\":{\"version\":1"))
                .reduce("", (all, line) -> all + line + "\n");

        assertThat(imported(broken.getBytes(StandardCharsets.UTF_8)).refused())
                .containsExactly(new TransferReport.Refused("m", "HISTORY"));

        Optional<StoredDocument> none =
                work(stores -> Waiting.on(stores.stores().documents().load(new DocumentKey(Models.KIND, "m"))));
        assertThat(none).isEmpty();
        assertThat(imported(exported.getBytes(StandardCharsets.UTF_8)).models()).isEqualTo(1);
    }

    @Test
    void wrongUseIsTold() throws IOException {
        Path there = Files.writeString(directory.resolve("there"), "mine");
        assertThatThrownBy(() -> run(new ExportTool(terminal("")))).isInstanceOf(WrongUseException.class);
        assertThatThrownBy(() -> run(new ExportTool(terminal("")), there.toString()))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining("already");
        assertThat(there).hasContent("mine");
        assertThatThrownBy(() ->
                        run(new ImportTool(terminal("")), directory.resolve("x").toString()))
                .isInstanceOf(ToolFailedException.class);
    }

    private String failure(String input) throws IOException {
        try {
            return String.valueOf(imported(input.getBytes(StandardCharsets.UTF_8)));
        } catch (UnreadableExportException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private byte[] exported(boolean versions) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelTransfer transfer = work(All::transfer);
        transfer.export(new ModelTransfer.Selection(null, versions), bytes);
        return bytes.toByteArray();
    }

    private TransferReport imported(byte[] bytes) throws IOException {
        ModelTransfer transfer = work(All::transfer);
        return transfer.importFrom(new ByteArrayInputStream(bytes));
    }

    private Path export(String... options) {
        Path file = directory.resolve("export-" + System.nanoTime() + ".jsonl");
        List<String> args = new ArrayList<>(List.of(options));
        args.removeIf(String::isEmpty);
        args.add(file.toString());
        assertThat(run(new ExportTool(terminal("")), args.toArray(String[]::new)))
                .isEqualTo(Tool.DONE);
        return file;
    }

    private int run(Tool tool, String... args) {
        close();
        return tool.run(List.of(args));
    }

    private Terminal terminal(String input) {
        out.reset();
        err.reset();
        return new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                null);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static ObjectValue everything() {
        Map<String, DataValue> values = new LinkedHashMap<>();
        values.put("text", new StringValue("a", "Grüße, 世界 🖊\n\u2028 \"'\\ \u0001"));
        values.put("date", new DateValue("b", Instant.parse("1969-12-31T23:59:59.999Z")));
        values.put("big", new DoubleValue("c", 1e300));
        values.put("small", new DoubleValue("d", 0.1));
        values.put("minus", new DoubleValue("e", -0.0));
        values.put("whole", new DoubleValue("f", 9_007_199_254_740_993.0));
        values.put("nan", new DoubleValue("g", Double.NaN));
        values.put("endless", new DoubleValue("h", Double.NEGATIVE_INFINITY));
        values.put("yes", new BooleanValue("i", true));
        values.put("nothing", new NullValue("j"));
        values.put("", new StringValue("k", ""));
        values.put("🖊.\"x", new StringValue("l", "odd name"));
        values.put(
                "list",
                new ArrayValue(
                        "m",
                        List.of(
                                new ArrayValue("n", List.of()),
                                new ObjectValue("o", Map.of("$$convergence_type", new StringValue("p", "date"))),
                                new DateValue("q", CREATED))));
        return new ObjectValue("@:0", values);
    }

    /** Without ids. */
    private static @Nullable Object plain(DataValue value) {
        if (value instanceof ObjectValue object) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            object.children().forEach((name, child) -> map.put(name, plain(child)));
            return map;
        }
        if (value instanceof ArrayValue array) {
            List<@Nullable Object> list = new ArrayList<>();
            array.children().forEach(child -> list.add(plain(child)));
            return list;
        }
        if (value instanceof StringValue string) {
            return string.value();
        }
        if (value instanceof DoubleValue number) {
            return number.value();
        }
        if (value instanceof DateValue date) {
            return date.value();
        }
        return value instanceof BooleanValue flag ? flag.value() : null;
    }

    private void create(String name, ObjectValue data) {
        Permissions all = new Permissions(false, new Allowed(true, true, true, true), Map.of());
        work(stores -> create(stores, name, data, all));
    }

    private static DocumentRecord create(All stores, String name, ObjectValue data, Permissions permissions) {
        Waiting.on(stores.stores().collections().ensure(Models.KIND, "notes", CREATED));
        return Waiting.on(stores.stores()
                .documents()
                .create(new NewDocument(
                        new DocumentKey(Models.KIND, name),
                        "notes",
                        "anna",
                        false,
                        CREATED,
                        stores.models().metadata(permissions, 1),
                        new Snapshot(1, CREATED, stores.models().snapshot(data)))));
    }

    private StoredDocument load(String name) {
        return work(stores -> load(stores, name));
    }

    private static StoredDocument load(All stores, String name) {
        return Waiting.on(stores.stores().documents().load(new DocumentKey(Models.KIND, name)))
                .orElseThrow();
    }

    /** Does something with a database, which is open from then on. */
    private <R> R work(Function<All, R> work) {
        return work.apply(databases
                .computeIfAbsent(
                        used,
                        none -> new SpringApplicationBuilder(Everything.class)
                                .web(WebApplicationType.NONE)
                                .logStartupInfo(false)
                                .run("--coterie.storage.shared=true"))
                .getBean(All.class));
    }

    /** Lets somebody else open the database. */
    private void close() {
        ConfigurableApplicationContext open = databases.remove(used);
        if (open != null) {
            open.close();
        }
    }

    private record All(Stores stores, StoredModels models, ModelTransfer transfer) {}

    @Import(LocalTransferConfiguration.class)
    static class Everything {

        @Bean
        All all(
                DocumentStore documents,
                DocumentCatalog catalog,
                CollectionStore collections,
                CollectionCatalog collectionCatalog,
                RecordStore records,
                StoredModels models,
                ModelTransfer transfer) {
            return new All(new Stores(documents, catalog, collections, collectionCatalog, records), models, transfer);
        }
    }
}
