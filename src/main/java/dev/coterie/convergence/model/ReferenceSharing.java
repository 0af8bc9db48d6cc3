package dev.coterie.convergence.model;

import java.util.Map;

import dev.coterie.convergence.model.ot.ReferenceId;
import dev.coterie.convergence.model.ot.ReferenceOutcome;
import dev.coterie.convergence.model.ot.RejectionReason;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.model.ClearReferenceMessage;
import dev.coterie.convergence.wire.model.ReferenceValues;
import dev.coterie.convergence.wire.model.SetReferenceMessage;
import dev.coterie.convergence.wire.model.ShareReferenceMessage;
import dev.coterie.convergence.wire.model.UnshareReferenceMessage;

/** Takes references from sessions (section 8 of the protocol). Confined to the model's entity. */
final class ReferenceSharing {

    private final LiveModel model;

    ReferenceSharing(LiveModel model) {
        this.model = model;
    }

    void share(Participant owner, ShareReferenceMessage message) {
        ReferenceId id = id(owner, message.getValueId().getValue(), message.getKey());
        put(owner, id, message.getReferences(), message.getVersion(), message.getSerializedSize());
    }

    void set(Participant owner, SetReferenceMessage message) {
        ReferenceId id = id(owner, message.getValueId().getValue(), message.getKey());
        put(owner, id, message.getReferences(), message.getVersion(), message.getSerializedSize());
    }

    void clear(Participant owner, ClearReferenceMessage message) {
        ReferenceId id = id(owner, message.getValueId().getValue(), message.getKey());
        tell(owner, model.shared().clearReference(id));
    }

    void unshare(Participant owner, UnshareReferenceMessage message) {
        ReferenceId id = id(owner, message.getValueId().getValue(), message.getKey());
        tell(owner, model.shared().unshareReference(id));
    }

    /** Element references come with an empty value id or with none. */
    private static ReferenceId id(Participant owner, String valueId, String key) {
        return new ReferenceId(owner.session(), valueId, key);
    }

    private void put(Participant owner, ReferenceId id, ReferenceValues values, long version, int size) {
        if (size > model.properties().maxReferenceSize().toBytes()) {
            refuse(owner, "the reference is too large");
            return;
        }
        try {
            tell(owner, model.shared().putReference(id, ReferenceMapper.values(values), version));
        } catch (IncompleteMessageException e) {
            refuse(owner, String.valueOf(e.getMessage()));
        }
    }

    private void tell(Participant owner, ReferenceOutcome outcome) {
        ModelFrames frames = model.frames();
        if (outcome instanceof ReferenceOutcome.Shared shared) {
            model.outbox().toOpen(frames.shared(shared), owner.session());
        } else if (outcome instanceof ReferenceOutcome.Moved moved) {
            model.outbox().toOpen(frames.moved(moved), owner.session());
        } else if (outcome instanceof ReferenceOutcome.Cleared cleared) {
            model.outbox().toOpen(frames.cleared(cleared.id()), owner.session());
        } else if (outcome instanceof ReferenceOutcome.Unshared unshared) {
            model.outbox().toOpen(frames.unshared(unshared.id()), owner.session());
        } else if (outcome instanceof ReferenceOutcome.Rejected rejected) {
            reject(owner, rejected.reason());
        }
    }

    private void reject(Participant owner, RejectionReason reason) {
        switch (reason) {
            case CONTEXT_IN_FUTURE, CONTEXT_GOES_BACK, CONTEXT_TOO_OLD ->
                model.forceClose(owner, ForceClose.REFERENCE_REFUSED);
            default -> refuse(owner, "the reference is refused: " + reason);
        }
    }

    private void refuse(Participant owner, String why) {
        byte[] notice = Frames.errorNotice(ErrorCode.INVALID_MESSAGE, why, Map.of());
        model.outbox().send(owner.member(), new SessionEvent.Send(notice));
    }
}
