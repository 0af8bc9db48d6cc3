package dev.coterie.convergence.model;

import java.io.IOException;
import java.util.List;

import com.google.protobuf.CodedInputStream;

import dev.coterie.convergence.model.ot.AppliedDiscrete;
import dev.coterie.convergence.model.ot.AppliedOperation;
import dev.coterie.convergence.model.ot.Before;
import dev.coterie.convergence.model.ot.NumberDelta;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.stored.StoredModel;
import dev.coterie.convergence.model.stored.StoredModelMetadata;
import dev.coterie.convergence.model.stored.StoredOperation;

/** What a model keeps in storage, as bytes. Thread-safe: it has no state. */
final class StoredForm {

    /** Far above what the deepest model needs: three messages a level. */
    private static final int RECURSION_LIMIT = 5_000;

    private StoredForm() {}

    /** An operation that was read back. */
    record Entry(int sequenceNumber, AppliedOperation operation) {}

    /** @param sequenceNumber as the client numbered it, 0 when no client sent it */
    static byte[] operation(int sequenceNumber, AppliedOperation operation) {
        StoredOperation.Builder stored = StoredOperation.newBuilder()
                .setSequenceNumber(sequenceNumber)
                .setOperation(AppliedOperationMapper.wire(operation));
        List<AppliedDiscrete> steps = operation.steps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).operation() instanceof NumberDelta && steps.get(i).before() instanceof Before.Number old) {
                stored.putNumbersBefore(i, old.number());
            }
        }
        return stored.build().toByteArray();
    }

    static Entry operation(byte[] bytes) {
        try {
            StoredOperation stored = StoredOperation.parseFrom(deep(bytes));
            return new Entry(
                    stored.getSequenceNumber(),
                    AppliedOperationMapper.operation(stored.getOperation(), stored.getNumbersBeforeMap()));
        } catch (IOException | IncompleteMessageException e) {
            throw new IllegalStateException("a stored operation cannot be read", e);
        }
    }

    static byte[] snapshot(ObjectValue root) {
        return StoredModel.newBuilder().setRoot(ValueMapper.wire(root)).build().toByteArray();
    }

    static ObjectValue snapshot(byte[] bytes) {
        try {
            return ValueMapper.object(StoredModel.parseFrom(deep(bytes)).getRoot());
        } catch (IOException | IncompleteMessageException e) {
            throw new IllegalStateException("a stored model cannot be read", e);
        }
    }

    /** What is kept of a model beside its data. */
    record Metadata(ModelPermissions permissions, long firstVersion) {}

    static byte[] metadata(Metadata metadata) {
        ModelPermissions permissions = metadata.permissions();
        StoredModelMetadata.Builder stored = StoredModelMetadata.newBuilder()
                .setFirstVersion(metadata.firstVersion())
                .setOverridesCollection(permissions.overridesCollection())
                .setWorldPermissions(permissions.world().wire());
        stored.addAllUserPermissions(permissions.wireUsers());
        return stored.build().toByteArray();
    }

    static Metadata metadata(byte[] bytes) {
        try {
            StoredModelMetadata stored = StoredModelMetadata.parseFrom(bytes);
            return new Metadata(
                    ModelPermissions.of(
                            stored.getOverridesCollection(),
                            stored.getWorldPermissions(),
                            stored.getUserPermissionsList()),
                    Math.max(1, stored.getFirstVersion()));
        } catch (IOException | IncompleteMessageException e) {
            throw new IllegalStateException("a model's stored permissions cannot be read", e);
        }
    }

    private static CodedInputStream deep(byte[] bytes) {
        CodedInputStream input = CodedInputStream.newInstance(bytes);
        input.setRecursionLimit(RECURSION_LIMIT);
        return input;
    }
}
