package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.document.DocumentStore;

/** Why a model is deleted, and who wants to hear of it. Confined to the model's entity. */
sealed interface Deletion {

    CompletionStage<Boolean> of(LiveModel model);

    void done(LiveModel model);

    void failed(LiveModel model);

    private static CompletionStage<Boolean> discard(LiveModel model, String by) {
        DocumentStore store = model.environment().store();
        Instant now = model.environment().clock().instant();
        return model.environment()
                .endings()
                .note(model.id(), model.shared().version(), now)
                .thenCompose(noted -> model.record().ephemeral()
                        ? store.delete(model.record().id())
                        : store.discard(model.record().id(), now, by));
    }

    /** A client may do it and asked for it. */
    record Requested(ModelCommand.Delete request) implements Deletion {

        @Override
        public CompletionStage<Boolean> of(LiveModel model) {
            return discard(model, request.client().user().username());
        }

        @Override
        public void done(LiveModel model) {
            model.outbox()
                    .send(
                            request.client().member(),
                            ModelFrames.reply(
                                    request.requestId(), message -> message.getDeleteRealtimeModelResponseBuilder()));
        }

        @Override
        public void failed(LiveModel model) {
            model.outbox()
                    .send(
                            request.client().member(),
                            model.frames()
                                    .error(request.requestId(), ErrorCode.UNKNOWN, "The model cannot be deleted now."));
        }
    }

    /** Somebody who looks after models did. */
    record Ordered(ModelCommand.Discard order) implements Deletion {

        @Override
        public CompletionStage<Boolean> of(LiveModel model) {
            return discard(model, order.by());
        }

        @Override
        public void done(LiveModel model) {
            order.done().complete(true);
        }

        @Override
        public void failed(LiveModel model) {
            ModelEntity.fail(order);
        }
    }

    /** An ephemeral model was left by its last session. */
    record Ephemeral() implements Deletion {

        @Override
        public CompletionStage<Boolean> of(LiveModel model) {
            return discard(model, "");
        }

        @Override
        public void done(LiveModel model) {
            // Nobody asked.
        }

        @Override
        public void failed(LiveModel model) {
            // Nobody asked.
        }
    }
}
