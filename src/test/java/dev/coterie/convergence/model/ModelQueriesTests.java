package dev.coterie.convergence.model;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.CollectionRights;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.ErrorMessage;
import dev.coterie.convergence.wire.model.ModelsQueryResponseMessage;
import dev.coterie.convergence.wire.model.ModelsQueryResponseMessage.ModelResult;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.DocumentId;
import dev.coterie.document.InMemoryCollectionStore;
import dev.coterie.document.MovableClock;
import dev.coterie.document.StorageUnavailableException;

import static dev.coterie.convergence.model.QueryWorld.await;
import static dev.coterie.convergence.model.QueryWorld.later;
import static org.assertj.core.api.Assertions.assertThat;

/** What queries are answered: never more than is allowed, and something in any case. */
@SuppressWarnings("NullAway.Init")
class ModelQueriesTests {

    private static final UserKey ANNA = new UserKey(UserType.NORMAL, "anna");
    private static final UserKey ADMIN = new UserKey(UserType.CONVERGENCE, "anna");
    private static final Rights NONE = new Rights(false, false, false, false);
    private static final CollectionRights READ = new CollectionRights(false, true, false, false, false);
    private static final CollectionRights NOTHING = new CollectionRights(true, false, true, true, true);
    private static final int ID = 7;

    private static QueryWorld world;

    private final MovableClock clock = new MovableClock();
    private final InMemoryCollectionStore stored = new InMemoryCollectionStore();
    private final LiveCollections collections =
            new LiveCollections(stored, group -> CompletableFuture.completedFuture(Set.of("anna")), Duration.ofDays(1));
    private String c = "";
    private FieldUpkeep upkeep;
    private ModelQueries queries;

    @BeforeAll
    static void open(@TempDir Path directory) {
        world = new QueryWorld(directory);
    }

    @AfterAll
    static void closeAll() {
        world.close();
    }

    @BeforeEach
    void start() {
        c = world.collection();
        upkeep = new FieldUpkeep(
                world.documents.store(), world.fields.store(), QueryWorld.PROPERTIES, Duration.ofDays(1), clock);
        queries = queries(QueryWorld.PROPERTIES);
    }

    @AfterEach
    void end() {
        queries.close();
        upkeep.close();
        collections.close();
        world.clear();
    }

    private ModelQueries queries(QueryProperties properties) {
        return new ModelQueries(upkeep, world.fields.store(), world.documents.store(), collections, properties, clock);
    }

    private void limit(int maxResults, DataSize maxResultSize, int threads, int maxWaiting) {
        queries.close();
        queries = queries(QueryWorld.properties(maxResults, maxResultSize, threads, maxWaiting));
    }

    private CompletableFuture<ConvergenceMessage> ask(UserKey user, String query) {
        return later(queries.answer(ID, user, query)).thenApply(ModelQueriesTests::decoded);
    }

    private static ConvergenceMessage decoded(byte[] frame) {
        try {
            ConvergenceMessage message = ConvergenceMessage.parseFrom(frame);
            assertThat(message.getResponseId().getValue()).isEqualTo(ID);
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private ModelsQueryResponseMessage found(UserKey user, String query) {
        ConvergenceMessage answer = ask(user, query).join();
        assertThat(answer.hasModelsQueryResponse()).as("%s", answer).isTrue();
        return answer.getModelsQueryResponse();
    }

    private static List<String> names(ModelsQueryResponseMessage found) {
        return found.getModelsList().stream().map(ModelResult::getModelId).toList();
    }

    private ErrorMessage refused(String query) {
        return error(ask(ADMIN, query).join());
    }

    private static ErrorMessage error(ConvergenceMessage answer) {
        assertThat(answer.hasError()).as("%s", answer).isTrue();
        return answer.getError();
    }

    @Test
    void asManyAsAreAllowedAndOneMore() {
        limit(10, DataSize.ofMegabytes(8), 2, 10);
        world.createMany(c, 10);
        assertThat(found(ADMIN, "SELECT * FROM " + c).getModelsCount()).isEqualTo(10);
        assertThat(found(ADMIN, "SELECT * FROM " + c + " LIMIT 1000000").getModelsCount())
                .isEqualTo(10);

        world.create(c, "one more", "x");
        String query = "SELECT * FROM " + c;
        ErrorMessage error = refused(query);
        assertThat(error.getCode()).isEqualTo("invalid_query");
        assertThat(error.getMessage()).contains("11 models", "at most 10");
        assertThat(error.getDetailsOrThrow("index").getNumberValue()).isEqualTo(query.length());
        assertThat(refused(query + " LIMIT 11").getCode()).isEqualTo("invalid_query");

        ModelsQueryResponseMessage limited = found(ADMIN, query + " LIMIT 10");
        assertThat(limited.getModelsCount()).isEqualTo(10);
        assertThat(limited.getTotalResults()).isEqualTo(11);
        ModelsQueryResponseMessage rest = found(ADMIN, query + " LIMIT 10 OFFSET 10");
        assertThat(rest.getModelsCount()).isOne();
        assertThat(rest.getOffset()).isEqualTo(10);
        assertThat(rest.getTotalResults()).isEqualTo(11);
    }

    @Test
    void asLargeAsIsAllowedAndOneByteMore() {
        for (int i = 0; i < 20; i++) {
            world.create(c, "model " + i, "x".repeat(i));
        }
        String query = "SELECT * FROM " + c;
        int size = found(ADMIN, query).getModelsList().stream()
                .mapToInt(ModelResult::getSerializedSize)
                .sum();

        limit(100, DataSize.ofBytes(size), 2, 10);
        assertThat(found(ADMIN, query).getModelsCount()).isEqualTo(20);
        limit(100, DataSize.ofBytes(size - 1), 2, 10);
        ErrorMessage error = refused(query);
        assertThat(error.getCode()).isEqualTo("invalid_query");
        assertThat(error.getMessage()).contains("too large");
        assertThat(found(ADMIN, query + " LIMIT 19").getModelsCount()).isEqualTo(19);
        assertThat(found(ADMIN, "SELECT @id FROM " + c).getModelsCount()).isEqualTo(20);
    }

    @Test
    void asManyWaitAsAreAllowed() {
        world.create(c, "model", "x");
        limit(100, DataSize.ofMegabytes(8), 1, 2);
        CountDownLatch goOn = blockSearch();
        List<CompletableFuture<ConvergenceMessage>> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asked.add(ask(ADMIN, "SELECT * FROM " + c));
        }
        assertThat(refused("SELECT * FROM " + c).getMessage()).isEqualTo("Too many queries wait.");
        assertThat(asked).noneMatch(CompletableFuture::isDone);
        goOn.countDown();
        assertThat(asked)
                .allSatisfy(answer -> assertThat(names(answer.join().getModelsQueryResponse()))
                        .containsExactly("model"));
    }

    @Test
    void twoAtOnceAreBothAnswered() {
        String other = world.collection();
        world.createMany(c, 60);
        world.createMany(other, 60);
        CountDownLatch both = new CountDownLatch(2);
        world.fields.before("find", () -> {
            both.countDown();
            waitFor(both);
        });
        var first = ask(ADMIN, "SELECT * FROM " + c);
        var second = ask(ADMIN, "SELECT * FROM " + other);
        assertThat(names(first.join().getModelsQueryResponse())).hasSize(60).allMatch(name -> name.startsWith(c + "-"));
        assertThat(names(second.join().getModelsQueryResponse()))
                .hasSize(60)
                .allMatch(name -> name.startsWith(other + "-"));
    }

    @Test
    void whatWasJustChangedIsFound() {
        DocumentId model = world.create(c, "model", "before");
        assertThat(found(ADMIN, "SELECT * FROM " + c + " WHERE text = 'before'").getModelsCount())
                .isOne();
        world.edit(model, 1, "after");
        assertThat(found(ADMIN, "SELECT * FROM " + c + " WHERE text = 'before'").getModelsCount())
                .isZero();
        ModelResult result =
                found(ADMIN, "SELECT * FROM " + c + " WHERE text = 'after'").getModels(0);
        assertThat(result.getVersion()).isEqualTo(2);
        assertThat(result.getData().getFieldsOrThrow("text").getStringValue()).isEqualTo("after");
        world.discard(model);
        assertThat(found(ADMIN, "SELECT * FROM " + c).getModelsCount()).isZero();
    }

    /** All that can be said of somebody's right to read, at once. */
    @Test
    void everybodyFindsWhatTheyMayRead() {
        List<UserKey> users =
                List.of(ANNA, new UserKey(UserType.NORMAL, "bob"), new UserKey(UserType.ANONYMOUS, "anna"), ADMIN);
        Map<String, ModelPermissions> models = new HashMap<>();
        for (boolean overrides : List.of(false, true)) {
            for (boolean everybody : List.of(false, true)) {
                for (int said = 0; said < 5; said++) {
                    Map<UserKey, Rights> named = new HashMap<>();
                    if (said > 0) {
                        named.put(said < 3 ? ANNA : users.get(2), said % 2 == 0 ? NONE : Rights.ALL);
                    }
                    models.put(
                            "model " + models.size(),
                            new ModelPermissions(overrides, everybody ? Rights.ALL : NONE, named));
                }
            }
        }
        models.forEach((name, permissions) -> world.create(c, name, "x", permissions));
        for (CollectionRights everybody : List.of(READ, NOTHING)) {
            for (CollectionAccess access : List.of(
                    CollectionAccess.OPEN,
                    CollectionAccess.OPEN.withUser("anna", READ),
                    CollectionAccess.OPEN.withUser("anna", NOTHING),
                    CollectionAccess.OPEN.withGroup("hers", READ),
                    CollectionAccess.OPEN.withGroup("hers", NOTHING),
                    CollectionAccess.OPEN.withUser("anna", NOTHING).withGroup("hers", READ))) {
                allow(access.withWorld(everybody));
                CollectionRules rules = await(collections.rules(c));
                for (UserKey user : users) {
                    ModelsQueryResponseMessage found = found(user, "SELECT * FROM " + c);
                    assertThat(names(found))
                            .as("%s finds with %s", user, access.withWorld(everybody))
                            .containsExactlyInAnyOrderElementsOf(models.entrySet().stream()
                                    .filter(model ->
                                            model.getValue().of(user, rules).read())
                                    .map(Map.Entry::getKey)
                                    .toList());
                    assertThat(found.getTotalResults())
                            .as("nobody can count what they may not read")
                            .isEqualTo(found.getModelsCount());
                }
            }
        }
    }

    private void allow(CollectionAccess access) {
        CollectionRecord record = await(stored.ensure(Models.KIND, c, Instant.EPOCH));
        await(stored.replaceMetadata(record.id(), record.metadata(), StoredCollections.metadata(access)));
    }

    @Test
    void whatIsForbiddenOrDeletedMeanwhileIsNotShown() {
        DocumentId forbidden = world.create(c, "forbidden", "secret");
        DocumentId deleted = world.create(c, "deleted", "x");
        world.create(c, "left", "x");
        int searches = world.fields.count("find");
        // Between the search and the reading of what it found.
        world.documents.before("load", () -> {
            if (world.fields.count("find") > searches) {
                world.documents.undisturbed();
                await(world.storage
                        .documents()
                        .updateMetadata(
                                forbidden,
                                QueryWorld.metadata(new ModelPermissions(true, Rights.ALL, Map.of(ANNA, NONE)))));
                world.discard(deleted);
            }
        });
        ModelsQueryResponseMessage found = found(ANNA, "SELECT * FROM " + c);
        assertThat(names(found)).containsExactly("left");
        assertThat(found.toString()).doesNotContain("secret");
    }

    @Test
    void databaseThatIsAwayIsSaidToBeAndAskedAgain() {
        world.create(c, "model", "x");
        world.storage.breakDown();
        assertThat(refused("SELECT * FROM " + c).getCode()).isEqualTo("unknown");
        world.storage.repair();
        assertThat(names(found(ADMIN, "SELECT * FROM " + c))).containsExactly("model");

        for (String method : List.of("find", "load", "stale")) {
            Runnable failure = () -> {
                throw new CompletionException(new StorageUnavailableException("away"));
            };
            world.fields.before(method, failure);
            world.documents.before(method, failure);
            ErrorMessage error = refused("SELECT * FROM " + c);
            assertThat(error.getCode()).as(method).isEqualTo("unknown");
            assertThat(error.getMessage()).isEqualTo("The query cannot be answered now.");
            world.fields.undisturbed();
            world.documents.undisturbed();
        }
        assertThat(names(found(ADMIN, "SELECT * FROM " + c))).containsExactly("model");
    }

    @Test
    void queryThatWaitedForTooLongIsGivenUp() {
        world.create(c, "model", "x");
        limit(100, DataSize.ofMegabytes(8), 1, 10);
        CountDownLatch goOn = blockSearch();
        var first = ask(ADMIN, "SELECT * FROM " + c);
        var second = ask(ADMIN, "SELECT * FROM " + c);
        clock.forward(Duration.ofMillis(8_001));
        goOn.countDown();
        assertThat(error(first.join()).getCode()).as("read too late").isEqualTo("timeout");
        assertThat(error(second.join()).getCode()).as("never begun").isEqualTo("timeout");
        assertThat(found(ADMIN, "SELECT * FROM " + c).getModelsCount()).isOne();
    }

    @Test
    void queryWithinItsTimeIsAnswered() {
        world.create(c, "model", "x");
        world.fields.beforeTheNext("find", () -> clock.forward(Duration.ofSeconds(8)));
        assertThat(found(ADMIN, "SELECT * FROM " + c).getModelsCount()).isOne();
    }

    @Test
    void tooMuchThatHasChangedIsLookedAtBitByBit() {
        world.createMany(c, FieldUpkeep.STEP + 1);
        world.fields.beforeTheNext("put", () -> clock.forward(Duration.ofSeconds(9)));
        ErrorMessage error = refused("SELECT * FROM " + c);
        assertThat(error.getCode()).isEqualTo("timeout");
        assertThat(error.getMessage()).contains("Please try again");
        assertThat(found(ADMIN, "SELECT * FROM " + c).getModelsCount()).isEqualTo(FieldUpkeep.STEP + 1);
    }

    @Test
    void whatIsNoQueryIsSaidToBeNone() {
        ErrorMessage error = refused("SELECT * FROM");
        assertThat(error.getCode()).isEqualTo("invalid_query");
        assertThat(error.getDetailsOrThrow("index").getNumberValue()).isEqualTo(13);
        assertThat(found(ADMIN, "SELECT * FROM none").getModelsCount()).isZero();
    }

    @Test
    void closingAnswersThoseWhoWait() {
        world.create(c, "model", "x");
        limit(100, DataSize.ofMegabytes(8), 1, 10);
        CountDownLatch searching = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        world.fields.beforeTheNext("find", () -> {
            searching.countDown();
            waitFor(goOn);
        });
        var begun = ask(ADMIN, "SELECT * FROM " + c);
        waitFor(searching);
        var waiting = ask(ADMIN, "SELECT * FROM " + c);
        queries.close();
        assertThat(error(waiting.join()).getMessage()).isEqualTo("The query cannot be answered now.");
        assertThat(error(ask(ADMIN, "SELECT * FROM " + c).join()).getCode()).isEqualTo("timeout");
        goOn.countDown();
        assertThat(begun.join().hasModelsQueryResponse()).isTrue();
    }

    /** The next search waits for this. */
    private static CountDownLatch blockSearch() {
        CountDownLatch goOn = new CountDownLatch(1);
        world.fields.beforeTheNext("find", () -> waitFor(goOn));
        return goOn;
    }

    /** Also when it is interrupted, as a storage that does not heed that. */
    private static void waitFor(CountDownLatch latch) {
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
                done = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
