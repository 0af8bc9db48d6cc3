package dev.coterie.convergence.model;

import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.SubmitOutcome;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;

/** Takes operations from sessions (section 6 of the protocol). Confined to the model's entity. */
final class Submitting {

    private static final Logger log = LoggerFactory.getLogger(Submitting.class);

    private final LiveModel model;
    private final Commits commits;

    Submitting(LiveModel model, Commits commits) {
        this.model = model;
        this.commits = commits;
    }

    void submit(Participant author, OperationSubmissionMessage submission) {
        if (author.refused() != null) {
            return;
        }
        if (!model.rightsOf(author.user()).write()) {
            refuse(author, ForceClose.WRITE_NOT_ALLOWED, ForceClose.WRITE_NOT_ALLOWED.reason());
            return;
        }
        int sequenceNumber = submission.getSequenceNumber();
        long maxBytes = model.properties().maxOperationSize().toBytes();
        if (sequenceNumber < 1) {
            refuse(author, ForceClose.OPERATION_REFUSED, ForceClose.OPERATION_REFUSED.reason());
            return;
        }
        if (submission.getSerializedSize() > maxBytes) {
            refuse(author, "It may have at most " + maxBytes + " bytes.");
            return;
        }
        if (author.hasSubmitted(sequenceNumber)) {
            log.debug("Session {} sent operation {} again", author.session(), sequenceNumber);
            return;
        }
        if (!submission.hasOperation()) {
            refuse(author, "It is not readable: text may not be cut inside a character.");
            return;
        }
        try {
            commit(author, submission, OperationMapper.operation(submission.getOperation()));
        } catch (IncompleteMessageException e) {
            byte[] notice = Frames.errorNotice(ErrorCode.INVALID_OPERATION, String.valueOf(e.getMessage()), Map.of());
            model.outbox().send(author.member(), new SessionEvent.Send(notice));
        }
    }

    private void commit(Participant author, OperationSubmissionMessage submission, Operation operation) {
        SubmitOutcome outcome = model.shared().submit(author.session(), submission.getContextVersion(), operation);
        if (outcome instanceof SubmitOutcome.Accepted accepted) {
            author.submitted(submission.getSequenceNumber());
            commits.commit(author.session(), author, submission.getSequenceNumber(), accepted);
        } else if (outcome instanceof SubmitOutcome.Rejected rejected) {
            log.info(
                    "An operation of session {} on model {} is refused: {}",
                    author.session(),
                    model.record().id().number(),
                    rejected.reason());
            refuse(author, Reasons.text(rejected.reason(), model.properties().limits()));
        }
    }

    private void refuse(Participant author, String why) {
        refuse(author, ForceClose.OPERATION_REFUSED, ForceClose.OPERATION_REFUSED.reason() + " " + why);
    }

    /** Clients that resynchronise can close a model only when that is done. */
    private void refuse(Participant author, ForceClose why, String reason) {
        if (author.isResyncing()) {
            author.refuse(new Participant.Refused(why, reason));
        } else {
            model.forceClose(author, why, reason);
        }
    }
}
