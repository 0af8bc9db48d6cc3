package dev.coterie.convergence.model;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.google.protobuf.Timestamp;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;
import dev.coterie.convergence.wire.model.ClearReferenceMessage;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.convergence.wire.model.SetModelPermissionsRequestMessage;
import dev.coterie.convergence.wire.model.SetReferenceMessage;
import dev.coterie.convergence.wire.model.ShareReferenceMessage;
import dev.coterie.convergence.wire.model.UnshareReferenceMessage;

/**
 * What is asked of a model entity. Requests carry the client's request id; the answer reaches the session as a
 * {@link SessionEvent} whose frame is the encoded response (or {@code error}).
 *
 * <p>Not sealed: the entity adds messages to itself.
 */
public interface ModelCommand {

    /** What may be asked of a model that nobody has open; it always gets an answer. */
    interface Request extends ModelCommand {

        /** Who asks. */
        ModelClient client();

        /** The client's number of the request. */
        int requestId();
    }

    /** Section 5.3. */
    record Open(ModelClient client, int requestId, @Nullable Integer autoCreateId) implements Request {}

    /**
     * The client's answer to {@link SessionEvent.AskAutoCreate}.
     *
     * @param config null when the client answered with an error, or not in time
     */
    record AutoCreateAnswered(String sessionId, @Nullable AutoCreateModelConfigResponseMessage config)
            implements ModelCommand {}

    /** Section 5.4; the entity's name is the model id, also when the server made it up. */
    record Create(ModelClient client, int requestId, CreateRealtimeModelRequestMessage request) implements Request {}

    /** Section 5.4. */
    record Close(String sessionId, int requestId) implements ModelCommand {}

    /** Section 5.4. */
    record Delete(ModelClient client, int requestId) implements Request {}

    /** Section 6. */
    record Submit(String sessionId, OperationSubmissionMessage submission) implements ModelCommand {}

    /** Section 8. */
    record ShareReference(String sessionId, ShareReferenceMessage message) implements ModelCommand {}

    /** Section 8. */
    record SetReference(String sessionId, SetReferenceMessage message) implements ModelCommand {}

    /** Section 8. */
    record ClearReference(String sessionId, ClearReferenceMessage message) implements ModelCommand {}

    /** Section 8. */
    record UnshareReference(String sessionId, UnshareReferenceMessage message) implements ModelCommand {}

    /**
     * Section 9.3.
     *
     * @param contextVersion the version that the client has
     * @param formerSessionIds the sessions that the same client (reconnect token) had before, for section 9.4
     * @param keepsCopies whether the client may keep copies of models, to be used offline
     */
    record Resync(
            ModelClient client, int requestId, long contextVersion, List<String> formerSessionIds, boolean keepsCopies)
            implements Request {}

    /** Section 9.3. */
    record ResyncClientComplete(String sessionId, boolean open) implements ModelCommand {}

    /** Section 11. */
    record GetPermissions(ModelClient client, int requestId) implements Request {}

    /** Section 11. */
    record SetPermissions(ModelClient client, int requestId, SetModelPermissionsRequestMessage request)
            implements Request {}

    /** Section 13: the data as they are, to begin with. */
    record HistoricalData(ModelClient client, int requestId) implements Request {}

    /**
     * Section 13.
     *
     * @param first the version that the first operation produced
     * @param last the version that the last operation produced
     */
    record HistoricalOperations(ModelClient client, int requestId, long first, long last) implements Request {}

    /** Section 13: the version that the model had at a time. */
    record VersionAtTime(ModelClient client, int requestId, Timestamp time) implements Request {}

    /** What those ask who look after models; it always gets an answer, unless too much waits. */
    interface Care extends ModelCommand {

        /** Completed when it is done and committed; fails when that cannot be now. */
        CompletableFuture<?> done();

        /** There is no such model. */
        void absent();
    }

    /** Lets nobody change the model, or everybody again who might before; completes with false when there is none. */
    record SetReadOnly(boolean readOnly, CompletableFuture<Boolean> done) implements Care {

        @Override
        public void absent() {
            done.complete(false);
        }
    }

    /**
     * Puts the model into the trash; completes with false when there is none.
     *
     * @param by the username of whoever wants that
     */
    record Discard(String by, CompletableFuture<Boolean> done) implements Care {

        @Override
        public void absent() {
            done.complete(false);
        }
    }

    /**
     * Makes the data what they once were, by an operation like any other; completes with the version that the model has
     * then, or without when there is no such model.
     *
     * @param sessionId the author of the operation, for the history: a session that nobody is connected by
     * @param author whose session that is
     * @param then the data as they are to be; ids of values that are not in the model any more are not taken over
     */
    record Revert(String sessionId, DomainUserData author, ObjectValue then, CompletableFuture<Optional<Long>> done)
            implements Care {

        @Override
        public void absent() {
            done.complete(Optional.empty());
        }
    }

    /** A model that may not have been there before is there now. */
    record Appeared() implements ModelCommand {}

    /**
     * Section 10: is a copy that a client keeps still what the model is? Always answered by {@link
     * SessionEvent.OfflineChecked}, unless the connection is closed instead.
     *
     * @param version of the copy; 0: there is none
     * @param permissions that the client noted with it; null: none
     */
    record CheckOffline(
            ModelClient client, long version, @Nullable ModelPermissionsData permissions) implements ModelCommand {}

    /** Section 9.1: the connection is gone. */
    record Disconnected(String sessionId) implements ModelCommand {}
}
