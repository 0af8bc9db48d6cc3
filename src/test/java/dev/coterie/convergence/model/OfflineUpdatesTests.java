package dev.coterie.convergence.model;

import java.util.List;

import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OfflineModelUpdatedMessage;
import dev.coterie.convergence.wire.model.SetModelPermissionsRequestMessage;
import dev.coterie.convergence.wire.model.UserModelPermissionsData;

import static org.assertj.core.api.Assertions.assertThat;

class OfflineUpdatesTests {

    private static final ModelPermissionsData ALL = Rights.ALL.wire();

    private final TestWorld world = new TestWorld();
    private final TestWorld.Connection owner = world.connect("owner");
    private final TestWorld.Connection keeper = world.connect("keeper");

    @BeforeEach
    void createModel() {
        create();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void whoHasNothingGetsAllWithAPrefixOfItsOwn() {
        OfflineModelUpdatedMessage first = told(check(0, null));
        OfflineModelUpdatedMessage second = told(check(0, null));

        assertThat(first.getModelId()).isEqualTo(TestWorld.MODEL);
        assertThat(first.getInitial().getCollection()).isEqualTo("kept");
        assertThat(first.getInitial().getModel().getVersion()).isEqualTo(1);
        assertThat(first.getInitial().getModel().hasData()).isTrue();
        assertThat(first.getInitial().getPermissions()).isEqualTo(ALL);
        assertThat(first.getInitial().getValueIdPrefix())
                .isNotEmpty()
                .isNotEqualTo(second.getInitial().getValueIdPrefix());
    }

    @Test
    void whoHasItAllHearsNothing() {
        SessionEvent.OfflineChecked answer = check(1, ALL);
        assertThat(answer).isEqualTo(new SessionEvent.OfflineCurrent(TestWorld.MODEL, 1, ALL, null));
    }

    @Test
    void whoHasOtherRightsHearsOfThoseAlone() {
        OfflineModelUpdatedMessage told = told(check(1, null));
        assertThat(told.getUpdated().hasModel()).isFalse();
        assertThat(told.getUpdated().getPermissions()).isEqualTo(ALL);
    }

    @Test
    void whoHasAnotherVersionThanThereEverWasGetsAll() {
        assertThat(told(check(7, ALL)).hasInitial()).isTrue();
    }

    @Test
    void whoMayNotReadItAnyMoreHearsSo() {
        SetModelPermissionsRequestMessage nothing = SetModelPermissionsRequestMessage.newBuilder()
                .addSetUserPermissions(UserModelPermissionsData.newBuilder()
                        .setUser(DomainUsers.id(keeper.client.user()))
                        .setPermissions(ModelPermissionsData.getDefaultInstance()))
                .build();
        world.tell(new ModelCommand.SetPermissions(owner.client, 1, nothing));
        world.settle();
        for (long version = 0; version < 2; version++) {
            SessionEvent.OfflineChecked answer = check(version, ALL);
            assertThat(answer).isInstanceOf(SessionEvent.OfflineEnded.class);
            assertThat(told(answer).getPermissionRevoked()).isTrue();
        }
    }

    @Test
    void whatIsGoneIsSaidToBeGone() {
        world.tell(new ModelCommand.Delete(owner.client, 1));
        SessionEvent.OfflineChecked answer = check(1, ALL);
        assertThat(answer).isInstanceOf(SessionEvent.OfflineEnded.class);
        assertThat(told(answer).getDeleted()).isTrue();
    }

    @Test
    void aCopyOfADeletedModelIsNoneOfTheNextOne() {
        world.tell(new ModelCommand.Delete(owner.client, 1));
        create();
        assertThat(told(check(1, ALL)).getInitial().getModel().getVersion()).isEqualTo(2);
        assertThat(check(2, ALL)).isEqualTo(new SessionEvent.OfflineCurrent(TestWorld.MODEL, 2, ALL, null));
    }

    @Test
    void editsOfADeletedModelAreRefusedByTheNextOne() throws Exception {
        world.tell(new ModelCommand.Delete(owner.client, 1));
        create();
        world.tell(new ModelCommand.Resync(keeper.client, 5, 1, List.of(), false));
        world.settle();
        SessionEvent.Send answer = (SessionEvent.Send) keeper.take().get(0);
        assertThat(ConvergenceMessage.parseFrom(answer.frame()).getError().getCode())
                .isEqualTo("model_deleted");
    }

    @Test
    void whoCreatesAModelAnewIsBroughtToItsFirstVersion() throws Exception {
        world.tell(new ModelCommand.Delete(owner.client, 1));
        create();
        owner.take();
        world.tell(new ModelCommand.Resync(owner.client, 5, 1, List.of(), false));
        world.settle();
        List<SessionEvent> events = owner.take();
        SessionEvent.ModelOpened resyncing = (SessionEvent.ModelOpened) events.get(0);
        assertThat(ConvergenceMessage.parseFrom(resyncing.frame())
                        .getModelResyncResponse()
                        .getCurrentVersion())
                .isEqualTo(2);
        SessionEvent.Send last = (SessionEvent.Send) events.get(events.size() - 1);
        assertThat(ConvergenceMessage.parseFrom(last.frame())
                        .getRemoteOperation()
                        .getContextVersion())
                .isEqualTo(1);
    }

    @Test
    void aFailureOfStorageIsSaid() {
        world.store.failCommits();
        assertThat(check(0, null)).isEqualTo(new SessionEvent.OfflineUnknown(TestWorld.MODEL));
    }

    private void create() {
        CreateRealtimeModelRequestMessage request = CreateRealtimeModelRequestMessage.newBuilder()
                .setCollectionId("kept")
                .setData(ObjectValue.newBuilder().setId("@:0"))
                .build();
        world.tell(new ModelCommand.Create(owner.client, 1, request));
        world.settle();
    }

    private SessionEvent.OfflineChecked check(long version, @Nullable ModelPermissionsData permissions) {
        world.tell(new ModelCommand.CheckOffline(keeper.client, version, permissions));
        world.settle();
        return (SessionEvent.OfflineChecked) keeper.take().get(0);
    }

    private static OfflineModelUpdatedMessage told(SessionEvent.OfflineChecked answer) {
        byte[] frame = answer instanceof SessionEvent.OfflineCurrent current
                ? current.frame()
                : answer instanceof SessionEvent.OfflineEnded ended ? ended.frame() : null;
        if (frame == null) {
            throw new AssertionError("nothing was told: " + answer);
        }
        try {
            return ConvergenceMessage.parseFrom(frame).getModelOfflineUpdated();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
