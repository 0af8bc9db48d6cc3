package dev.coterie.convergence.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.coterie.account.Account;
import dev.coterie.convergence.ModelContent;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.StringSplice;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.StorageUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What those do to models who look after them, while clients have them open. */
class ModelCareTests {

    private static final String TEXT = "@:1";
    private static final String TEXT_AT_FIRST = "The quick brown fox";
    private static final Account ADMIN = new Account(9, "admin", "", "", "Admin", "", true, true, true);

    private final Set<String> prefixes = new HashSet<>();
    private final TestWorld world = new TestWorld();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void readOnlyModelTakesNothingAndSaysSo() {
        StrictClient author = open("a");
        TestWorld.Connection other = world.connect("other");
        world.tell(new ModelCommand.Open(other.client, 1, null));
        settleAll(author);
        other.take();

        assertThat(await(care().setReadOnly(TestWorld.MODEL, true))).isTrue();
        world.settle();
        assertThat(messages(other))
                .filteredOn(ConvergenceMessage::hasModelPermissionsChanged)
                .singleElement()
                .satisfies(message -> {
                    var now = message.getModelPermissionsChanged().getPermissions();
                    assertThat(now.getRead()).isTrue();
                    assertThat(now.getWrite()).isFalse();
                    assertThat(now.getRemove()).isFalse();
                });
        world.tell(new ModelCommand.Submit(
                "other",
                OperationSubmissionMessage.newBuilder()
                        .setResourceId(1)
                        .setSequenceNumber(1)
                        .setContextVersion(1)
                        .setOperation(OperationMapper.wire(insert(0, "x")))
                        .build()));
        world.tell(new ModelCommand.Delete(author(), 9));
        world.settle();
        assertThat(messages(other))
                .filteredOn(ConvergenceMessage::hasForceCloseRealTimeModel)
                .singleElement()
                .matches(message -> message.getForceCloseRealTimeModel().getReasonCode() == 1);
        assertThat(text()).isEqualTo(TEXT_AT_FIRST);

        TestWorld.Connection late = world.connect("late");
        world.tell(new ModelCommand.Open(late.client, 1, null));
        world.settle();
        assertThat(messages(late))
                .filteredOn(ConvergenceMessage::hasOpenRealTimeModelResponse)
                .singleElement()
                .matches(message ->
                        !message.getOpenRealTimeModelResponse().getPermissions().getWrite());
    }

    @Test
    void whatWasReadOnlyCanBeWrittenAgain() {
        await(care().setReadOnly(openedModel(), true));
        world.tell(new TestWorld.Passivate());
        world.settle();
        TestWorld.Connection reader = world.connect("reader");
        world.tell(new ModelCommand.Open(reader.client, 1, null));
        world.settle();
        reader.take();
        assertThat(await(care().setReadOnly(TestWorld.MODEL, false))).isTrue();
        world.settle();
        assertThat(messages(reader))
                .filteredOn(ConvergenceMessage::hasModelPermissionsChanged)
                .singleElement()
                .matches(message ->
                        message.getModelPermissionsChanged().getPermissions().getWrite());
    }

    @Test
    void anOlderVersionComesBackAsAnEdit() {
        StrictClient author = open("a");
        StrictClient other = open("b");
        author.edit(insert(0, "one "));
        settleAll(author, other);
        author.edit(insert(0, "two "));
        other.edit(insert(0, "three "));
        settleAll(author, other);

        assertThat(await(care().revert(TestWorld.MODEL, 2, ADMIN))).contains(5L);
        settleAll(author, other);
        assertThat(textOf(author)).isEqualTo("one " + TEXT_AT_FIRST);
        assertThat(textOf(other)).isEqualTo("one " + TEXT_AT_FIRST);
        assertThat(at(2)).isEqualTo("one " + TEXT_AT_FIRST);
        assertThat(at(1)).isEqualTo(TEXT_AT_FIRST);

        other.edit(insert(0, "four "));
        settleAll(author, other);
        assertThat(await(care().revert(TestWorld.MODEL, 4, ADMIN))).contains(7L);
        settleAll(author, other);
        assertThat(textOf(author)).isEqualTo(at(4)).contains("two ").contains("three ");
        assertThat(textOf(other)).isEqualTo(textOf(author));
    }

    @Test
    void operationsUnderWayMeetTheOlderVersion() {
        StrictClient author = open("a");
        author.edit(insert(0, "one "));
        settleAll(author);
        author.edit(insert(4, "late "));
        assertThat(await(care().revert(TestWorld.MODEL, 1, ADMIN))).isPresent();
        settleAll(author);
        assertThat(author.error()).isNull();
        assertThat(textOf(author)).isEqualTo(text());
    }

    @Test
    void historyTellsWhoBroughtAVersionBack() {
        StrictClient author = open("a");
        author.edit(insert(0, "one "));
        settleAll(author);
        await(care().revert(TestWorld.MODEL, 1, ADMIN));
        String session =
                await(world.store.read(new DocumentId(1), 2, 3, 1)).get(0).author();
        assertThat(await(care().authors(List.of(session)))).containsExactly(Map.entry(session, "admin"));
    }

    @Test
    void nothingIsDoneWhenNothingDiffers() {
        openedModel();
        assertThat(await(care().revert(TestWorld.MODEL, 1, ADMIN))).contains(1L);
        assertThat(await(care().revert(TestWorld.MODEL, 2, ADMIN))).isEmpty();
        assertThat(await(care().revert(TestWorld.MODEL, 0, ADMIN))).isEmpty();
        assertThat(await(care().revert("missing", 1, ADMIN))).isEmpty();
    }

    @Test
    void readOnlyModelCanBeReverted() {
        StrictClient author = open("a");
        author.edit(insert(0, "one "));
        settleAll(author);
        await(care().setReadOnly(TestWorld.MODEL, true));
        assertThat(await(care().revert(TestWorld.MODEL, 1, ADMIN))).isPresent();
        assertThat(text()).isEqualTo(TEXT_AT_FIRST);
    }

    @Test
    void discardedModelIsClosedAndComesBackAsItWas() {
        StrictClient author = open("a");
        author.edit(insert(0, "one "));
        settleAll(author);
        TestWorld.Connection other = world.connect("other");
        world.tell(new ModelCommand.Open(other.client, 1, null));
        world.settle();
        other.take();

        assertThat(await(care().discard(TestWorld.MODEL, "admin"))).isTrue();
        world.settle();
        assertThat(messages(other))
                .filteredOn(ConvergenceMessage::hasForceCloseRealTimeModel)
                .singleElement()
                .matches(message -> message.getForceCloseRealTimeModel().getReasonCode() == 2);
        assertThat(await(care().discard(TestWorld.MODEL, "admin"))).isFalse();
        assertThat(await(care().now(TestWorld.MODEL))).isEmpty();

        assertThat(await(care().restore(new DocumentId(1), TestWorld.MODEL))).isTrue();
        world.tell(new ModelCommand.Open(other.client, 2, null));
        world.settle();
        assertThat(messages(other))
                .filteredOn(ConvergenceMessage::hasOpenRealTimeModelResponse)
                .singleElement()
                .matches(message -> message.getOpenRealTimeModelResponse().getVersion() == 2);
        assertThat(text()).isEqualTo("one " + TEXT_AT_FIRST);
    }

    @Test
    void whatIsCreatedAnewNeverMeetsWhatWasDeleted() {
        StrictClient first = open("a");
        first.edit(insert(0, "old "));
        settleAll(first);
        world.tell(new ModelCommand.Delete(author(), 9));
        world.settle();
        prefixes.clear();
        StrictClient second = open("b");
        second.edit(insert(0, "new "));
        settleAll(second);

        assertThatThrownBy(() -> await(care().restore(new DocumentId(1), TestWorld.MODEL)))
                .hasCauseInstanceOf(DocumentExistsException.class);
        assertThat(await(care().restore(new DocumentId(1), "other"))).isTrue();
        assertThat(text()).isEqualTo("new " + TEXT_AT_FIRST);
        assertThat(await(care().now("other")).flatMap(ModelContent::text)).contains("old " + TEXT_AT_FIRST);
    }

    @Test
    void withoutStorageNothingIsPromised() {
        openedModel();
        world.store.failCommits();
        assertThatThrownBy(() -> await(care().setReadOnly(TestWorld.MODEL, true)))
                .hasCauseInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> await(care().discard(TestWorld.MODEL, "admin")))
                .hasCauseInstanceOf(StorageUnavailableException.class);
        world.store.repair();
        assertThat(await(care().discard(TestWorld.MODEL, "admin"))).isTrue();
    }

    @Test
    void contentIsGivenWithoutIds() {
        openedModel();
        ModelContent content = await(care().now(TestWorld.MODEL)).orElseThrow();
        assertThat(content.version()).isEqualTo(1);
        assertThat(content.text()).contains(TEXT_AT_FIRST);
        assertThat(content.values().get("text")).isEqualTo(TEXT_AT_FIRST);
    }

    @Test
    void ownerIsWhoCreatedIt() {
        openedModel();
        assertThat(await(world.store.record(new DocumentKey(Models.KIND, TestWorld.MODEL)))
                        .orElseThrow()
                        .keeping()
                        .owner())
                .isEqualTo("a");
    }

    private Models care() {
        return world.care();
    }

    private ModelClient author() {
        return world.connect("deleting").client;
    }

    private String openedModel() {
        settleAll(open("a"));
        return TestWorld.MODEL;
    }

    private String text() {
        return at(-1);
    }

    /** @param version -1: the last */
    private String at(long version) {
        CompletionStage<Optional<ModelContent>> content =
                version < 0 ? care().now(TestWorld.MODEL) : care().at(TestWorld.MODEL, version);
        return await(content).flatMap(ModelContent::text).orElse("no text");
    }

    private StrictClient open(String name) {
        StrictClient client = new StrictClient(world, name, new SplittableRandom(7), prefixes);
        client.connect();
        settleAll(client);
        assertThat(client.state()).as("%s", client.error()).isEqualTo(StrictClient.State.OPEN);
        return client;
    }

    private void settleAll(StrictClient... clients) {
        for (int round = 0; round < 4; round++) {
            world.settle();
            for (StrictClient client : clients) {
                client.readAll();
            }
        }
    }

    private static List<ConvergenceMessage> messages(TestWorld.Connection connection) {
        return connection.take().stream().map(ModelCareTests::decode).toList();
    }

    private static ConvergenceMessage decode(SessionEvent event) {
        try {
            if (event instanceof SessionEvent.Send send) {
                return ConvergenceMessage.parseFrom(send.frame());
            }
            if (event instanceof SessionEvent.ModelClosed closed) {
                return ConvergenceMessage.parseFrom(closed.frame());
            }
            if (event instanceof SessionEvent.ModelOpened opened) {
                return ConvergenceMessage.parseFrom(opened.frame());
            }
            return ConvergenceMessage.getDefaultInstance();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String textOf(StrictClient client) {
        return ((StringValue) Objects.requireNonNull(
                        client.editor().snapshot().children().get("text")))
                .value();
    }

    private static Operation insert(int index, String text) {
        return new StringSplice(TEXT, false, index, 0, text);
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
