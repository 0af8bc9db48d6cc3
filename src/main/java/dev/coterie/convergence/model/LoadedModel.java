package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.List;

import dev.coterie.convergence.model.ot.ApplyOutcome;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.ModelLimits;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.LogEntry;
import dev.coterie.document.StoredDocument;

/**
 * A model as it was read, ready to be run. Handed from the thread that decodes to the entity; then the entity's.
 *
 * @param firstVersion what the first operation was made on
 * @param version what the next operation is made on
 * @param modifiedAt when the last operation was made, or the model
 * @param snapshotVersion the version of the newest snapshot
 * @param tail the operations since then
 */
record LoadedModel(
        DocumentRecord record,
        ModelPermissions permissions,
        long firstVersion,
        ModelData data,
        long version,
        Instant modifiedAt,
        long snapshotVersion,
        List<LogEntry> tail) {

    /** Nothing that is stored already is too large. */
    static final ModelLimits NO_LIMITS = ModelLimits.NONE;

    static LoadedModel decode(StoredDocument stored, ModelLimits limits) {
        ObjectValue root = StoredForm.snapshot(stored.snapshot().content());
        List<Operation> operations = stored.tail().stream()
                .map(entry -> StoredForm.operation(entry.payload()).operation().operation())
                .toList();
        ModelData data = new ModelData(root, limits);
        if (!applyAll(operations, data)) {
            // The limits were wider when these were made.
            ModelData unlimited = new ModelData(root, NO_LIMITS);
            if (!applyAll(operations, unlimited)) {
                throw new IllegalStateException("a stored operation does not fit its model");
            }
            data = new ModelData(unlimited.snapshot(), limits);
        }
        StoredForm.Metadata metadata = StoredForm.metadata(stored.record().metadata());
        List<LogEntry> tail = stored.tail();
        LogEntry last = tail.isEmpty() ? null : tail.get(tail.size() - 1);
        return new LoadedModel(
                stored.record(),
                metadata.permissions(),
                metadata.firstVersion(),
                data,
                last == null ? stored.snapshot().position() : last.next(),
                last == null ? stored.snapshot().at() : last.at(),
                stored.snapshot().position(),
                tail);
    }

    private static boolean applyAll(List<Operation> operations, ModelData data) {
        return operations.stream().allMatch(operation -> data.apply(operation) instanceof ApplyOutcome.Applied);
    }
}
