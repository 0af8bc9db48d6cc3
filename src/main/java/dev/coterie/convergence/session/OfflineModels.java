package dev.coterie.convergence.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.model.ModelClient;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.model.WatchCommand;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.core.OkResponse;
import dev.coterie.convergence.wire.model.ModelOfflineSubscriptionChangeRequestMessage;
import dev.coterie.convergence.wire.model.ModelOfflineSubscriptionChangeRequestMessage.ModelOfflineSubscriptionData;
import dev.coterie.convergence.wire.model.ModelPermissionsData;

/**
 * The models that a client keeps for when it is offline (section 10 of the protocol): which copy it has of each, and when
 * that is to be compared with the model. While the client has a model open it gets its operations and no updates. Confined
 * to the session's actor.
 */
final class OfflineModels {

    /** So many models are loaded for one session at the same time. */
    private static final int MAX_CHECKS = 4;

    private final SessionScope scope;
    private final ModelClient client;
    private final Map<String, Copy> copies = new LinkedHashMap<>();

    /** The rights that the client noted when it opened a model that it has open still. */
    private final Map<String, ModelPermissionsData> open = new HashMap<>();

    /** Models to which the client has sent edits since it opened them, or before. */
    private final Set<String> edited = new HashSet<>();

    private final Set<String> due = new LinkedHashSet<>();
    private final Set<String> checking = new HashSet<>();

    OfflineModels(SessionScope scope, ModelClient client) {
        this.scope = scope;
        this.client = client;
    }

    /** @param version 0: none */
    private record Copy(long version, @Nullable ModelPermissionsData permissions) {

        static Copy of(ModelOfflineSubscriptionData said) {
            return new Copy(
                    said.getCurrentVersion(), said.hasCurrentPermissions() ? said.getCurrentPermissions() : null);
        }
    }

    void change(int requestId, ModelOfflineSubscriptionChangeRequestMessage change) {
        Map<String, Copy> wanted = new LinkedHashMap<>();
        if (!change.getAll()) {
            wanted.putAll(copies);
        }
        change.getUnsubscribeList().forEach(wanted::remove);
        Map<String, Copy> said = new LinkedHashMap<>();
        change.getSubscribeList().forEach(entry -> said.put(entry.getModelId(), Copy.of(entry)));
        wanted.putAll(said);

        int most = scope.services().offline().maxSubscriptions();
        if (wanted.size() > most) {
            refuse(requestId, "A client keeps at most " + most + " models for when it is offline");
        } else if (!said.keySet().stream().allMatch(ModelMessages::isModelId)) {
            refuse(requestId, "No model has such an id");
        } else {
            scope.connection()
                    .send(Frames.reply(
                            requestId, ConvergenceMessage.newBuilder().setOk(OkResponse.getDefaultInstance())));
            Set.copyOf(copies.keySet()).stream()
                    .filter(modelId -> !wanted.containsKey(modelId))
                    .forEach(this::forget);
            said.forEach(this::keep);
        }
    }

    private void refuse(int requestId, String why) {
        scope.connection().send(Frames.error(requestId, ErrorCode.INVALID_MESSAGE, why));
    }

    private void keep(String modelId, Copy copy) {
        if (copies.put(modelId, copy) == null) {
            scope.services().watchers().watch().tell(new WatchCommand.Watch(modelId, client.member()));
        } else {
            check(modelId);
        }
    }

    /** The subscription ends. */
    void forget(String modelId) {
        due.remove(modelId);
        if (copies.remove(modelId) != null) {
            scope.services().watchers().watch().tell(new WatchCommand.Unwatch(modelId, client.sessionId()));
        }
    }

    /** The session ends. */
    void left() {
        Set.copyOf(copies.keySet()).forEach(this::forget);
    }

    void opened(String modelId, ModelPermissionsData permissions) {
        open.put(modelId, permissions);
        due.remove(modelId);
    }

    /**
     * The client edits a model that it has open. When others do that at the same time, it stores what they did in a form
     * in which it cannot read it again.
     */
    void edited(String modelId) {
        edited.add(modelId);
    }

    /**
     * The client has stored what the model was then, and the rights that it noted when it opened it. If it has edited the
     * model, what it has stored may be wrong, and it gets the data once more.
     */
    void closed(String modelId, long version) {
        ModelPermissionsData permissions = open.remove(modelId);
        long stored = edited.remove(modelId) ? version - 1 : version;
        if (copies.computeIfPresent(modelId, (id, copy) -> new Copy(stored, permissions)) != null) {
            check(modelId);
        }
    }

    /** A model has changed. */
    void changed(String modelId) {
        check(modelId);
    }

    private void check(String modelId) {
        if (copies.containsKey(modelId) && !open.containsKey(modelId)) {
            due.add(modelId);
            checkNext();
        }
    }

    private void checkNext() {
        while (checking.size() < MAX_CHECKS) {
            String next = due.stream()
                    .filter(modelId -> !checking.contains(modelId))
                    .findFirst()
                    .orElse(null);
            Copy copy = next == null ? null : copies.get(next);
            if (next == null || copy == null) {
                return;
            }
            due.remove(next);
            checking.add(next);
            scope.services()
                    .models()
                    .tell(next, new ModelCommand.CheckOffline(client, copy.version(), copy.permissions()));
        }
    }

    /** What comes while the client has the model open, or does not keep it any more, is not said. */
    void checked(SessionEvent.OfflineChecked answer) {
        String modelId = answer.modelId();
        checking.remove(modelId);
        if (copies.containsKey(modelId) && !open.containsKey(modelId)) {
            if (answer instanceof SessionEvent.OfflineCurrent current) {
                copies.put(modelId, new Copy(current.version(), current.permissions()));
                if (current.frame() != null) {
                    scope.connection().send(current.frame());
                }
            } else if (answer instanceof SessionEvent.OfflineEnded ended) {
                forget(modelId);
                scope.connection().send(ended.frame());
            } else {
                scope.services().watchers().watch().tell(new WatchCommand.Changed(modelId, false));
            }
        }
        checkNext();
    }
}
