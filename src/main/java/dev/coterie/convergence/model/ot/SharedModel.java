package dev.coterie.convergence.model.ot;

import java.util.List;

/**
 * A live model that several sessions edit at once: its data, the order of their operations, and the references that
 * they share. Confined to its owner (one actor); never waits.
 *
 * <p>An operation has its version as soon as it is accepted, and later ones build on it. Whoever stores operations and
 * tells the sessions about them follows behind, in the same order. If storing fails, this object is of no more use and
 * the model is to be loaded anew.
 *
 * <p>Whatever a session sends, in whatever order, is answered by an outcome; exceptions are for the owner's mistakes.
 */
public final class SharedModel {

    private final ModelData data;
    private final ConcurrencyControl control;
    private final References references;
    private final int maxSteps;

    /**
     * Starts with the data as they were stored.
     *
     * @param data taken over; at {@code version}
     * @param version 1 for a new model
     */
    public SharedModel(ModelData data, long version, ModelLimits limits) {
        this.data = data;
        control = new ConcurrencyControl(version, limits.maxHistory());
        references = new References(data, limits.maxReferences());
        maxSteps = limits.maxSteps();
    }

    /** Returns the version, which counts every operation accepted, stored or not yet. */
    public long version() {
        return control.version();
    }

    /** Returns the data at the current version, at a cost that grows with them. */
    public ObjectValue snapshot() {
        return data.snapshot();
    }

    /** Returns how much the model holds. Costs nothing. */
    public ModelSize size() {
        return data.size();
    }

    /**
     * Lets a session in that opened the model.
     *
     * @param version of the data that the session is given, usually the current one
     * @throws IllegalArgumentException if the operations since that version are no longer known here
     */
    public void open(String session, long version) {
        control.join(session, version, false);
    }

    /**
     * Lets a session in that continues an earlier one: it is given all operations up to the current version, then
     * sends its own ones that were under way. It takes part in no references yet.
     */
    public void startResync(String session) {
        control.join(session, version(), true);
    }

    /**
     * The same for a session that has sent its own operations before it gets what it has missed.
     *
     * @param version that the session has
     * @param missed all operations since then
     */
    public void resumeResync(String session, long version, OwnOperations missed) {
        control.rejoin(session, version, missed.others());
    }

    /** Makes a session that was let in by {@link #startResync} like any other. */
    public void completeResync(String session) {
        control.completeResync(session);
    }

    /** Lets a session go, and its references with it. Nothing happens if it is not there. */
    public void leave(String session) {
        control.leave(session);
        references.dropSession(session);
    }

    /** Tells whether a session is in, resynchronising or not. */
    public boolean isJoined(String session) {
        return control.isJoined(session);
    }

    /**
     * Takes an operation from a session.
     *
     * @param contextVersion the latest version that the session had applied when it made the operation
     */
    public SubmitOutcome submit(String session, long contextVersion, Operation operation) {
        try {
            if (operation.steps().size() > maxSteps) {
                throw new Refusal(RejectionReason.TOO_MANY_STEPS);
            }
            checkIds(operation);
            ConcurrencyControl.Prepared prepared = control.prepare(session, contextVersion, operation);
            ApplyOutcome.Applied applied = apply(prepared.operation());
            control.commit(prepared, applied.operation());
            return accepted(applied);
        } catch (Refusal refusal) {
            return new SubmitOutcome.Rejected(refusal.reason());
        }
    }

    /**
     * Takes an operation that no session sent, made on the current version.
     *
     * @param author shown to the sessions; must not be the id of a session that is in
     */
    public SubmitOutcome submitOwn(String author, Operation operation) {
        try {
            checkIds(operation);
            ApplyOutcome.Applied applied = apply(operation);
            control.commit(author, applied.operation());
            return accepted(applied);
        } catch (Refusal refusal) {
            return new SubmitOutcome.Rejected(refusal.reason());
        }
    }

    private static void checkIds(Operation operation) {
        if (operation.steps().stream().anyMatch(step -> step.id().isEmpty())) {
            throw new Refusal(RejectionReason.EMPTY_VALUE_ID);
        }
    }

    private ApplyOutcome.Applied apply(Operation operation) {
        ApplyOutcome outcome = data.apply(operation);
        if (outcome instanceof ApplyOutcome.Refused refused) {
            throw new Refusal(refused.reason());
        }
        ApplyOutcome.Applied applied = (ApplyOutcome.Applied) outcome;
        references.follow(applied.operation(), applied.removedIds());
        return applied;
    }

    private SubmitOutcome accepted(ApplyOutcome.Applied applied) {
        return new SubmitOutcome.Accepted(version() - 1, applied.operation(), applied.applied());
    }

    /**
     * Takes a reference from a session: for a request to share one, and for a request to set one.
     *
     * @param id with the id of the session that sent it
     * @param contextVersion the latest version that the session had applied
     */
    public ReferenceOutcome putReference(ReferenceId id, ReferenceValues values, long contextVersion) {
        if (!control.isOpen(id.session())) {
            return new ReferenceOutcome.Ignored();
        }
        try {
            return references.put(id, values, control.advance(id.session(), contextVersion));
        } catch (Refusal refusal) {
            return new ReferenceOutcome.Rejected(refusal.reason());
        }
    }

    /** Makes a reference of a session point nowhere. */
    public ReferenceOutcome clearReference(ReferenceId id) {
        return references.clear(id);
    }

    /** Takes a reference of a session back. */
    public ReferenceOutcome unshareReference(ReferenceId id) {
        return references.unshare(id);
    }

    /** Returns all references but those of one session, as they are at the current version. */
    public List<Reference> referencesExcept(String session) {
        return references.except(session);
    }
}
