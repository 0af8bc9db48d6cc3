package dev.coterie.convergence.model;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.coterie.cluster.Audience;
import dev.coterie.convergence.model.ModelCommand.CheckOffline;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.OfflineModelUpdatedMessage.ModelUpdateData;
import dev.coterie.convergence.wire.model.OfflineModelUpdatedMessage.OfflineModelInitialData;
import dev.coterie.convergence.wire.model.OfflineModelUpdatedMessage.OfflineModelUpdateData;

/**
 * Tells clients that keep a copy of a model what it has become (section 10 of the protocol). Confined to the model's
 * entity.
 */
final class OfflineUpdates {

    private final LiveModel model;
    private final Later later;
    private final List<CheckOffline> unanswered = new ArrayList<>();

    /** What everybody gets who has an older version and the same rights as before: encoded once. */
    private byte @Nullable [] update;

    private long updateVersion;

    OfflineUpdates(LiveModel model, Later later) {
        this.model = model;
        this.later = later;
    }

    boolean isIdle() {
        return unanswered.isEmpty();
    }

    /** The model leaves memory. */
    void giveUp() {
        unanswered.forEach(check -> answerUnknown(check, model.id()));
        unanswered.clear();
    }

    static void answerUnknown(CheckOffline check, String modelId) {
        Audience.send(check.client().member(), new SessionEvent.OfflineUnknown(modelId));
    }

    void check(CheckOffline check) {
        Rights rights = model.rightsOf(check.client().user());
        if (!rights.read()) {
            answer(check, model.frames().offlineRevoked());
        } else if (isOfThisModel(check.version())) {
            answer(check, current(rights, news(check, rights)));
        } else {
            prepareInitial(check);
        }
    }

    /** What was copied before the model was created, or after all that is known of it, is no copy of it. */
    private boolean isOfThisModel(long version) {
        return version >= model.firstVersion() && version <= model.shared().version();
    }

    private SessionEvent.OfflineCurrent current(Rights rights, byte @Nullable [] frame) {
        return new SessionEvent.OfflineCurrent(model.id(), model.shared().version(), rights.wire(), frame);
    }

    private byte @Nullable [] news(CheckOffline check, Rights rights) {
        boolean newer = check.version() < model.shared().version();
        ModelPermissionsData known = check.permissions();
        boolean sameRights = known != null && Rights.of(known).equals(rights);
        if (newer && sameRights) {
            return update();
        }
        if (!newer && sameRights) {
            return null;
        }
        OfflineModelUpdateData.Builder news =
                OfflineModelUpdateData.newBuilder().setPermissions(rights.wire());
        if (newer) {
            news.setModel(data());
        }
        return model.frames().offlineUpdated(news);
    }

    private byte[] update() {
        byte[] encoded = update;
        if (encoded == null || updateVersion != model.shared().version()) {
            encoded = model.frames()
                    .offlineUpdated(OfflineModelUpdateData.newBuilder().setModel(data()));
            update = encoded;
            updateVersion = model.shared().version();
        }
        return encoded;
    }

    /** The copy gets a prefix for value ids that nobody else has. */
    private void prepareInitial(CheckOffline check) {
        unanswered.add(check);
        later.when(
                model.environment().store().reserveNumbers(model.record().id(), 1),
                number -> {
                    if (unanswered.remove(check)) {
                        Prefixes prefixes = new Prefixes();
                        prefixes.add(number, 1);
                        initial(check, prefixes.take().orElseThrow());
                    }
                },
                failure -> {
                    if (unanswered.remove(check)) {
                        answerUnknown(check, model.id());
                    }
                });
    }

    /** Rights may have changed meanwhile. */
    private void initial(CheckOffline check, String prefix) {
        Rights rights = model.rightsOf(check.client().user());
        if (!rights.read()) {
            answer(check, model.frames().offlineRevoked());
            return;
        }
        byte[] frame = model.frames()
                .offlineInitial(OfflineModelInitialData.newBuilder()
                        .setCollection(model.record().collection())
                        .setValueIdPrefix(prefix)
                        .setModel(data())
                        .setPermissions(rights.wire()));
        answer(check, current(rights, frame));
    }

    private ModelUpdateData data() {
        return ModelUpdateData.newBuilder()
                .setVersion(model.shared().version())
                .setCreatedTime(Timestamps.of(model.record().createdAt()))
                .setModifiedTime(Timestamps.of(model.modifiedAt()))
                .setData(model.encodedData())
                .build();
    }

    private void answer(CheckOffline check, SessionEvent answer) {
        model.outbox().send(check.client().member(), answer);
    }
}
