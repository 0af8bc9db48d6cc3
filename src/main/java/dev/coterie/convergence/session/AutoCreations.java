package dev.coterie.convergence.session;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigRequestMessage;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;

/**
 * What the server has asked the client for: the data of models that do not exist, the only request that servers ever
 * make. Confined to the session's actor.
 */
final class AutoCreations {

    private final SessionScope scope;
    private final String sessionId;
    private final Map<Integer, String> modelByRequestId = new HashMap<>();
    private int nextRequestId;

    AutoCreations(SessionScope scope, String sessionId) {
        this.scope = scope;
        this.sessionId = sessionId;
    }

    void ask(SessionEvent.AskAutoCreate event) {
        int requestId = nextRequestId++;
        modelByRequestId.put(requestId, event.modelId());
        scope.timers()
                .startSingleTimer(
                        timer(requestId),
                        new SessionCommand.AnswerOverdue(requestId),
                        scope.properties().autoCreateTimeout());
        scope.connection()
                .send(Frames.request(
                        requestId,
                        ConvergenceMessage.newBuilder()
                                .setModelAutoCreateConfigRequest(AutoCreateModelConfigRequestMessage.newBuilder()
                                        .setAutoCreateId(event.autoCreateId()))));
    }

    /** An answer that nobody waits for any more is ignored. */
    void answered(Inbound.Answer answer) {
        ConvergenceMessage message = answer.message();
        tell(
                answer.id(),
                message.hasModelAutoCreateConfigResponse() ? message.getModelAutoCreateConfigResponse() : null);
    }

    void overdue(int requestId) {
        tell(requestId, null);
    }

    private void tell(int requestId, @Nullable AutoCreateModelConfigResponseMessage config) {
        String modelId = modelByRequestId.remove(requestId);
        scope.timers().cancel(timer(requestId));
        if (modelId != null) {
            scope.services().models().tell(modelId, new ModelCommand.AutoCreateAnswered(sessionId, config));
        }
    }

    private static String timer(int requestId) {
        return "auto-create-" + requestId;
    }
}
