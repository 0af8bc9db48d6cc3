package dev.coterie.convergence.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.google.protobuf.Value;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

import dev.coterie.cluster.Audience;
import dev.coterie.convergence.model.ModelCommand.AutoCreateAnswered;
import dev.coterie.convergence.model.ModelCommand.Create;
import dev.coterie.convergence.model.ModelCommand.Disconnected;
import dev.coterie.convergence.model.ModelCommand.Open;
import dev.coterie.convergence.model.ModelCommand.Request;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.ModelLimits;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.JsonValues;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.NewDocument;
import dev.coterie.document.Snapshot;
import dev.coterie.document.StoredDocument;

/**
 * A model that does not exist, until somebody creates it (sections 5.3 and 5.4 of the protocol). Everybody who would
 * create it by opening is asked for the data; the first usable answer counts. Confined to the model's entity.
 */
final class AbsentModel {

    /** Somewhat longer than sessions wait for their clients. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ModelEntity entity;
    private final Map<String, Open> asked = new LinkedHashMap<>();

    AbsentModel(ModelEntity entity) {
        this.entity = entity;
    }

    Behavior<ModelCommand> behavior() {
        return Behaviors.receive(ModelCommand.class)
                .onMessage(Open.class, this::onOpen)
                .onMessage(AutoCreateAnswered.class, this::onAnswer)
                .onMessage(Create.class, this::onCreate)
                .onMessage(Request.class, request -> {
                    entity.refuse(request, ErrorCode.MODEL_NOT_FOUND, "There is no such model.");
                    return Behaviors.same();
                })
                .onMessage(ModelCommand.Care.class, care -> {
                    care.absent();
                    return Behaviors.same();
                })
                .onMessage(ModelCommand.CheckOffline.class, check -> {
                    Audience.send(check.client().member(), ModelFrames.offlineDeleted(entity.modelId()));
                    return Behaviors.same();
                })
                .onMessage(ModelCommand.Appeared.class, appeared -> onAppeared())
                .onMessage(Disconnected.class, gone -> {
                    asked.remove(gone.sessionId());
                    return Behaviors.same();
                })
                .onMessage(
                        Resumed.class,
                        resumed -> resumed.owner() == this ? resumed.step().get() : Behaviors.same())
                .onMessageEquals(Lifecycle.IDLE, this::onIdle)
                .onMessageEquals(Lifecycle.STOP, this::onStop)
                .onAnyMessage(late -> Behaviors.same())
                .onSignal(PostStop.class, signal -> {
                    sendAway();
                    return Behaviors.same();
                })
                .build();
    }

    private Behavior<ModelCommand> onOpen(Open open) {
        Integer autoCreateId = open.autoCreateId();
        if (autoCreateId == null) {
            entity.refuse(open, ErrorCode.MODEL_NOT_FOUND, "There is no such model.");
        } else if (asked.containsKey(open.client().sessionId())) {
            entity.refuse(open, ErrorCode.MODEL_ALREADY_OPENING, "The model is being opened.");
        } else {
            asked.put(open.client().sessionId(), open);
            Audience.send(open.client().member(), new SessionEvent.AskAutoCreate(entity.modelId(), autoCreateId));
            entity.timers().startSingleTimer(this, new Resumed(this, this::nobodyAnswered), PATIENCE);
        }
        return Behaviors.same();
    }

    /** Those who would have created it open it. */
    private Behavior<ModelCommand> onAppeared() {
        entity.timers().cancel(this);
        return entity.load(new ArrayList<>(asked.values()));
    }

    private Behavior<ModelCommand> nobodyAnswered() {
        asked.values().forEach(this::fail);
        asked.clear();
        return Behaviors.same();
    }

    private void fail(Open open) {
        fail(open, "nobody has given its data.");
    }

    private void fail(Open open, String why) {
        entity.refuse(
                open, ErrorCode.DATA_REQUEST_FAILURE, "The model does not exist and could not be created: " + why);
    }

    private Behavior<ModelCommand> onAnswer(AutoCreateAnswered answer) {
        Open open = asked.get(answer.sessionId());
        if (open == null) {
            return Behaviors.same();
        }
        Draft draft;
        try {
            draft = draft(open.client(), answer.config());
        } catch (IncompleteMessageException e) {
            asked.remove(answer.sessionId());
            fail(open, String.valueOf(e.getMessage()));
            return Behaviors.same();
        }
        return ifAllowed(open.client(), draft, List.of(), null, obstacle -> {
            asked.remove(answer.sessionId());
            fail(open, why(obstacle));
        });
    }

    /** Creates a model if its collection lets the client do so. */
    private Behavior<ModelCommand> ifAllowed(
            ModelClient creator,
            Draft draft,
            List<Request> first,
            @Nullable String session,
            Consumer<ErrorCode> refuse) {
        return entity.waitFor(
                Creation.in(
                        entity.environment().collections(), draft.collection(), creator.user(), first.isEmpty(), now()),
                creation -> {
                    if (creation.obstacle() != null) {
                        refuse.accept(creation.obstacle());
                        return entity.again(behavior());
                    }
                    List<Request> waiting = new ArrayList<>(first);
                    waiting.addAll(asked.values());
                    entity.timers().cancel(this);
                    return create(draft, creation.rules(), waiting, session);
                },
                failure -> {
                    refuse.accept(ErrorCode.UNKNOWN);
                    return entity.again(behavior());
                });
    }

    private Draft draft(ModelClient creator, @Nullable AutoCreateModelConfigResponseMessage config)
            throws IncompleteMessageException {
        if (config == null || config.getCollection().isEmpty() || !config.hasData()) {
            throw new IncompleteMessageException("nobody has given its data.");
        }
        ModelPermissions permissions = ModelPermissions.ofCreated(
                creator.user(),
                config.getOverridePermissions(),
                config.getWorldPermissions(),
                config.getUserPermissionsList());
        ObjectValue root = ValueMapper.object(config.getData());
        String unusable = whyUnusable(root).orElse(null);
        if (unusable != null) {
            throw new IncompleteMessageException(unusable);
        }
        return new Draft(creator, config.getCollection(), config.getEphemeral(), now(), permissions, root);
    }

    private Behavior<ModelCommand> onCreate(Create create) {
        CreateRealtimeModelRequestMessage request = create.request();
        if (request.getCollectionId().isEmpty()) {
            entity.refuse(create, ErrorCode.INVALID_MODEL_CREATION_DATA, "A model needs a collection.");
            return Behaviors.same();
        }
        if (!request.hasData()) {
            entity.refuse(create, ErrorCode.INVALID_MESSAGE, "A model needs data.");
            return Behaviors.same();
        }
        try {
            ModelPermissions permissions = ModelPermissions.ofCreated(
                    create.client().user(),
                    request.getOverrideWorldPermissions(),
                    request.getWorldPermissions(),
                    request.getUserPermissionsList());
            ObjectValue root = ValueMapper.object(request.getData());
            String unusable = whyUnusable(root).orElse(null);
            if (unusable != null) {
                entity.refuse(create, ErrorCode.INVALID_MODEL_CREATION_DATA, "The data are refused: " + unusable);
                return Behaviors.same();
            }
            Instant createdAt = request.hasCreatedTime() ? notLaterThanNow(request) : now();
            return ifAllowed(
                    create.client(),
                    new Draft(create.client(), request.getCollectionId(), false, createdAt, permissions, root),
                    List.of(create),
                    create.client().sessionId(),
                    obstacle -> refuse(create, obstacle));
        } catch (IncompleteMessageException e) {
            entity.refuse(create, ErrorCode.INVALID_MESSAGE, String.valueOf(e.getMessage()));
            return Behaviors.same();
        }
    }

    private void refuse(Create create, ErrorCode obstacle) {
        Map<String, Value> details = obstacle == ErrorCode.COLLECTION_DOES_NOT_EXIST
                ? Map.of("collectionId", JsonValues.of(create.request().getCollectionId()))
                : Map.of();
        Audience.send(
                create.client().member(),
                new SessionEvent.Send(Frames.error(create.requestId(), obstacle, why(obstacle), details)));
    }

    private static String why(ErrorCode obstacle) {
        return switch (obstacle) {
            case COLLECTION_DOES_NOT_EXIST -> "There is no such collection.";
            case UNAUTHORIZED -> "You may not create models in this collection.";
            default -> "The model cannot be stored now.";
        };
    }

    private Optional<String> whyUnusable(ObjectValue root) {
        ModelLimits limits = entity.environment().properties().limits();
        return ModelData.check(root, limits).map(reason -> Reasons.text(reason, limits));
    }

    private Instant notLaterThanNow(CreateRealtimeModelRequestMessage request) throws IncompleteMessageException {
        Instant said = ValueMapper.instant(request.getCreatedTime());
        return said.isAfter(now()) ? now() : said;
    }

    private Instant now() {
        return Instant.ofEpochMilli(entity.environment().clock().millis());
    }

    /** A model that is to be created. */
    private record Draft(
            ModelClient creator,
            String collection,
            boolean ephemeral,
            Instant createdAt,
            ModelPermissions permissions,
            ObjectValue root) {

        NewDocument document(DocumentKey key, long firstVersion) {
            return new NewDocument(
                    key,
                    collection,
                    creator.user().username(),
                    ephemeral,
                    createdAt,
                    StoredForm.metadata(new StoredForm.Metadata(permissions, firstVersion)),
                    new Snapshot(firstVersion, createdAt, StoredForm.snapshot(root)));
        }
    }

    /**
     * The versions of a model that was deleted are not used again.
     *
     * @param waiting to be answered once the model exists
     * @param creator see {@link ModelEntity#live}
     */
    private Behavior<ModelCommand> create(
            Draft draft, CollectionRules rules, List<? extends Request> waiting, @Nullable String creator) {
        return entity.waitFor(
                entity.environment().endings().of(entity.modelId()),
                ended -> create(draft.document(entity.key(), ended + 1), rules, waiting, creator),
                failure -> failed(failure, waiting));
    }

    private Behavior<ModelCommand> create(
            NewDocument document, CollectionRules rules, List<? extends Request> waiting, @Nullable String creator) {
        return entity.waitFor(
                entity.environment().store().create(document),
                record -> {
                    LoadedModel loaded = LoadedModel.decode(
                            new StoredDocument(record, document.initial(), List.of()),
                            entity.environment().properties().limits());
                    return entity.live(loaded, rules, answerCreation(waiting), creator);
                },
                failure -> failed(failure, waiting));
    }

    private Behavior<ModelCommand> failed(Throwable failure, List<? extends Request> waiting) {
        if (failure instanceof DocumentExistsException) {
            return entity.load(waiting);
        }
        waiting.forEach(request -> entity.refuse(request, ErrorCode.UNKNOWN, "The model cannot be stored now."));
        return entity.load(List.of());
    }

    /** Returns those who want more than that the model exists. */
    private List<Request> answerCreation(List<? extends Request> waiting) {
        List<Request> others = new ArrayList<>();
        for (Request request : waiting) {
            if (request instanceof Create) {
                Audience.send(
                        request.client().member(),
                        ModelFrames.reply(
                                request.requestId(),
                                message -> message.getCreateRealTimeModelResponseBuilder()
                                        .setModelId(entity.modelId())));
            } else {
                others.add(request);
            }
        }
        return others;
    }

    private Behavior<ModelCommand> onStop() {
        sendAway();
        return Behaviors.stopped();
    }

    private void sendAway() {
        asked.values().forEach(open -> Audience.send(open.client().member(), LiveModelBehavior.comeBack()));
        asked.clear();
    }

    private Behavior<ModelCommand> onIdle() {
        if (asked.isEmpty()) {
            entity.passivate();
        }
        return Behaviors.same();
    }
}
