package dev.coterie.convergence.model;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.coterie.convergence.model.ModelCommand.GetPermissions;
import dev.coterie.convergence.model.ModelCommand.Request;
import dev.coterie.convergence.model.ModelCommand.SetPermissions;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;

/**
 * Shows and changes who may do what (section 11 of the protocol). A change holds once it is durable; the next one waits
 * for it. Confined to the model's entity.
 */
final class PermissionChanges {

    private final LiveModel model;
    private final Later later;
    private final Deque<SetPermissions> waiting = new ArrayDeque<>();
    private boolean writing;

    PermissionChanges(LiveModel model, Later later) {
        this.model = model;
        this.later = later;
    }

    boolean isIdle() {
        return !writing;
    }

    void get(GetPermissions get) {
        ModelPermissions permissions = model.permissions();
        if (!model.rightsOf(get.client().user()).read()) {
            refuse(get, ErrorCode.UNAUTHORIZED, "You may not read this model.");
            return;
        }
        model.outbox()
                .send(
                        get.client().member(),
                        ModelFrames.reply(
                                get.requestId(),
                                message -> message.getGetModelPermissionsResponseBuilder()
                                        .setOverridesCollection(permissions.overridesCollection())
                                        .setWorldPermissions(permissions.world().wire())
                                        .addAllUserPermissions(permissions.wireUsers())));
    }

    void set(SetPermissions set) {
        waiting.add(set);
        writeNext();
    }

    private void writeNext() {
        while (!writing && !waiting.isEmpty()) {
            write(waiting.remove());
        }
    }

    private void write(SetPermissions set) {
        if (!model.rightsOf(set.client().user()).manage()) {
            refuse(set, ErrorCode.UNAUTHORIZED, "You may not change the permissions of this model.");
            return;
        }
        ModelPermissions changed;
        try {
            changed = model.permissions().after(set.request());
        } catch (IncompleteMessageException e) {
            refuse(set, ErrorCode.INVALID_MESSAGE, String.valueOf(e.getMessage()));
            return;
        }
        writing = true;
        later.when(
                model.environment()
                        .store()
                        .updateMetadata(
                                model.record().id(),
                                StoredForm.metadata(new StoredForm.Metadata(changed, model.firstVersion()))),
                exists -> {
                    writing = false;
                    if (exists) {
                        model.judgeBy(changed, model.isReadOnly());
                        model.outbox()
                                .send(
                                        set.client().member(),
                                        ModelFrames.reply(
                                                set.requestId(),
                                                ConvergenceMessage.Builder::getSetModelPermissionsResponseBuilder));
                    } else {
                        refuse(set, ErrorCode.MODEL_NOT_FOUND, "There is no such model.");
                    }
                    writeNext();
                },
                failure -> {
                    writing = false;
                    refuse(set, ErrorCode.UNKNOWN, "The permissions cannot be changed now.");
                    writeNext();
                });
    }

    private void refuse(Request request, ErrorCode code, String message) {
        model.outbox().send(request.client().member(), model.frames().error(request.requestId(), code, message));
    }
}
