package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.CollectionRights;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.document.CollectionPolicy;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.Retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What collections say of their models. */
class CollectionTests {

    private static final String NAME = "docs";
    private static final CollectionRights NONE = new CollectionRights(false, false, false, false, false);
    private static final CollectionRights READ = new CollectionRights(false, true, false, false, false);

    private final TestWorld world = new TestWorld();
    private final TestWorld.Connection boss = connect("boss");
    private final TestWorld.Connection anna = connect("anna");
    private final TestWorld.Connection ben = connect("ben");
    private int request = 100;

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aMissingCollectionIsMade() {
        create(boss);

        assertThat(collection().policy()).isEqualTo(CollectionPolicy.USUAL);
        assertThat(rights(ben)).isEqualTo(wire(true, true, true, true));
    }

    @Test
    void aMissingCollectionIsNotMadeWhereThatIsForbidden() {
        world.collections.setCreatesMissing("model", false);

        ConvergenceMessage answer = create(boss);

        assertThat(code(answer)).isEqualTo("collection_does_not_exist");
        assertThat(answer.getError().getDetailsOrThrow("collectionId").getStringValue())
                .isEqualTo(NAME);
        assertThat(code(autoCreate(boss))).isEqualTo("data_request_failure");
        world.collections.ensure("model", NAME, Instant.EPOCH);
        assertThat(create(boss).hasCreateRealTimeModelResponse()).isTrue();
    }

    @Test
    void modelsAreNotCreatedByOpeningWhereThatIsForbidden() {
        world.collections.ensure("model", NAME, Instant.EPOCH);
        world.collections.setPolicy(collection().id(), new CollectionPolicy(false, 0, Retention.ALL));

        assertThat(code(autoCreate(boss))).isEqualTo("data_request_failure");
        assertThat(create(boss).hasCreateRealTimeModelResponse()).isTrue();
        assertThat(rights(anna)).isEqualTo(wire(true, true, true, true));
    }

    @Test
    void onlyThoseCreateModelsWhoMay() {
        world.collections.ensure("model", NAME, Instant.EPOCH);
        change(CollectionAccess.OPEN.withWorld(READ).withUser("anna", CollectionRights.ALL));

        assertThat(code(create(ben))).isEqualTo("unauthorized");
        assertThat(code(autoCreate(ben))).isEqualTo("data_request_failure");
        assertThat(create(anna).hasCreateRealTimeModelResponse()).isTrue();
    }

    @Test
    void anotherMayCreateWhatOneMayNot() {
        world.collections.ensure("model", NAME, Instant.EPOCH);
        change(CollectionAccess.OPEN.withUser("ben", NONE));
        world.tell(new ModelCommand.Open(ben.client, 1, 7));
        world.tell(new ModelCommand.Open(anna.client, 2, 7));
        world.settle();
        ben.take();
        anna.take();
        world.tell(new ModelCommand.AutoCreateAnswered("ben", config()));
        world.settle();
        assertThat(code(decode(ben.take().get(0)))).isEqualTo("data_request_failure");

        world.tell(new ModelCommand.AutoCreateAnswered("anna", config()));
        world.settle();

        assertThat(anna.take()).anyMatch(event -> decode(event).hasOpenRealTimeModelResponse());
    }

    @Test
    void whatIsSaidOfAUserComesBeforeGroupsAndThoseBeforeEverybody() {
        world.groups.put("readers", Set.of("anna", "ben"));
        world.groups.put("movers", Set.of("ben"));
        create(boss);
        change(new CollectionAccess(
                NONE,
                Map.of("anna", new CollectionRights(false, true, true, false, false)),
                Map.of("readers", READ, "movers", new CollectionRights(false, false, false, true, false))));

        assertThat(rights(anna)).isEqualTo(wire(true, true, false, false));
        assertThat(rights(ben)).isEqualTo(wire(true, false, true, false));
        TestWorld.Connection carl = connect("carl");
        assertThat(code(ask(carl, id -> new ModelCommand.Open(carl.client, id, null))))
                .isEqualTo("unauthorized");
        // Somebody else who is only called like a member.
        TestWorld.Connection guest = world.connect("guest", new UserKey(UserType.ANONYMOUS, "anna"));
        assertThat(code(ask(guest, id -> new ModelCommand.Open(guest.client, id, null))))
                .isEqualTo("unauthorized");
        // The model says of its creator that they may do everything.
        assertThat(rights(boss)).isEqualTo(wire(true, true, true, true));
    }

    @Test
    void aChangeReachesWhoHasAModelOpen() {
        create(boss);
        rights(anna);
        rights(ben);
        anna.take();
        ben.take();

        change(CollectionAccess.OPEN.withWorld(READ).withUser("ben", NONE));

        await().until(() -> !anna.isQuiet() && !ben.isQuiet());
        world.settle();
        assertThat(bodies(anna))
                .anySatisfy(message -> assertThat(
                                message.getModelPermissionsChanged().getPermissions())
                        .isEqualTo(wire(true, false, false, false)));
        assertThat(bodies(ben))
                .anySatisfy(message -> assertThat(
                                message.getForceCloseRealTimeModel().getReasonCode())
                        .isEqualTo(8));
        assertThat(code(ask(anna, id -> new ModelCommand.Delete(anna.client, id))))
                .isEqualTo("unauthorized");
        assertThat(code(ask(ben, id -> new ModelCommand.GetPermissions(ben.client, id))))
                .isEqualTo("unauthorized");
    }

    @Test
    void leavingAGroupIsNoticed() {
        world.groups.put("readers", Set.of("anna"));
        create(boss);
        change(new CollectionAccess(NONE, Map.of(), Map.of("readers", READ)));
        assertThat(rights(anna)).isEqualTo(wire(true, false, false, false));
        anna.take();

        world.groups.put("readers", Set.of());

        await().until(() -> !anna.isQuiet());
        assertThat(bodies(anna).get(0).getForceCloseRealTimeModel().getReasonCode())
                .isEqualTo(8);
    }

    @Test
    void twoWhoChangeTheSameAreToldApart() {
        world.collections.ensure("model", NAME, Instant.EPOCH);
        CollectionRecord seen = collection();
        change(CollectionAccess.OPEN.withWorld(READ));

        boolean done = world.collectionCare()
                .change(seen, CollectionAccess.OPEN.withWorld(NONE))
                .toCompletableFuture()
                .join();

        assertThat(done).isFalse();
        assertThat(world.collectionCare().access(collection())).isEqualTo(CollectionAccess.OPEN.withWorld(READ));
    }

    private TestWorld.Connection connect(String name) {
        return world.connect(name, new UserKey(UserType.NORMAL, name));
    }

    private CollectionRecord collection() {
        return world.collections
                .find("model", NAME)
                .toCompletableFuture()
                .join()
                .orElseThrow();
    }

    private void change(CollectionAccess access) {
        assertThat(world.collectionCare()
                        .change(collection(), access)
                        .toCompletableFuture()
                        .join())
                .isTrue();
    }

    private ConvergenceMessage create(TestWorld.Connection connection) {
        return ask(
                connection,
                id -> new ModelCommand.Create(
                        connection.client,
                        id,
                        CreateRealtimeModelRequestMessage.newBuilder()
                                .setCollectionId(NAME)
                                .setModelId(StringValue.of(TestWorld.MODEL))
                                .setData(data())
                                .build()));
    }

    /** What is answered in the end. */
    private ConvergenceMessage autoCreate(TestWorld.Connection connection) {
        world.tell(new ModelCommand.Open(connection.client, ++request, 7));
        world.settle();
        connection.take();
        world.tell(new ModelCommand.AutoCreateAnswered(connection.session(), config()));
        world.settle();
        return bodies(connection).get(0);
    }

    private static AutoCreateModelConfigResponseMessage config() {
        return AutoCreateModelConfigResponseMessage.newBuilder()
                .setCollection(NAME)
                .setData(data())
                .build();
    }

    private static ObjectValue data() {
        return ObjectValue.newBuilder().setId("@:0").build();
    }

    /** Opens the model. */
    private ModelPermissionsData rights(TestWorld.Connection connection) {
        ConvergenceMessage opened = ask(connection, id -> new ModelCommand.Open(connection.client, id, null));
        OpenRealtimeModelResponseMessage response = opened.getOpenRealTimeModelResponse();
        assertThat(opened.hasOpenRealTimeModelResponse()).isTrue();
        return response.getPermissions();
    }

    private static ModelPermissionsData wire(boolean read, boolean write, boolean remove, boolean manage) {
        return new Rights(read, write, remove, manage).wire();
    }

    private ConvergenceMessage ask(TestWorld.Connection connection, IntFunction<ModelCommand> command) {
        int id = ++request;
        connection.take();
        world.tell(command.apply(id));
        world.settle();
        return bodies(connection).stream()
                .filter(message ->
                        message.hasResponseId() && message.getResponseId().getValue() == id)
                .findFirst()
                .orElseThrow();
    }

    private static String code(ConvergenceMessage answer) {
        return answer.getError().getCode();
    }

    private static List<ConvergenceMessage> bodies(TestWorld.Connection connection) {
        return connection.take().stream().map(CollectionTests::decode).toList();
    }

    private static ConvergenceMessage decode(SessionEvent event) {
        byte @Nullable [] frame = null;
        if (event instanceof SessionEvent.Send send) {
            frame = send.frame();
        } else if (event instanceof SessionEvent.ModelOpened opened) {
            frame = opened.frame();
        } else if (event instanceof SessionEvent.ModelClosed closed) {
            frame = closed.frame();
        }
        try {
            return frame == null ? ConvergenceMessage.getDefaultInstance() : ConvergenceMessage.parseFrom(frame);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
