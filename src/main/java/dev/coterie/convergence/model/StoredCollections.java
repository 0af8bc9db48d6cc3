package dev.coterie.convergence.model;

import java.util.Map;
import java.util.stream.Collectors;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.CollectionRights;
import dev.coterie.convergence.model.stored.StoredCollection;

/** What a collection keeps in storage, as bytes. Thread-safe: it has no state. */
final class StoredCollections {

    private StoredCollections() {}

    static byte[] metadata(CollectionAccess access) {
        return StoredCollection.newBuilder()
                .setWorld(stored(access.world()))
                .putAllUsers(stored(access.users()))
                .putAllGroups(stored(access.groups()))
                .build()
                .toByteArray();
    }

    static CollectionAccess access(byte[] metadata) {
        if (metadata.length == 0) {
            return CollectionAccess.OPEN;
        }
        try {
            StoredCollection stored = StoredCollection.parseFrom(metadata);
            return new CollectionAccess(
                    rights(stored.getWorld()), rights(stored.getUsersMap()), rights(stored.getGroupsMap()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a collection's stored permissions cannot be read", e);
        }
    }

    private static Map<String, StoredCollection.Rights> stored(Map<String, CollectionRights> rights) {
        return rights.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> stored(entry.getValue())));
    }

    private static Map<String, CollectionRights> rights(Map<String, StoredCollection.Rights> stored) {
        return stored.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> rights(entry.getValue())));
    }

    private static StoredCollection.Rights stored(CollectionRights rights) {
        return StoredCollection.Rights.newBuilder()
                .setCreate(rights.create())
                .setRead(rights.read())
                .setWrite(rights.write())
                .setRemove(rights.remove())
                .setManage(rights.manage())
                .build();
    }

    private static CollectionRights rights(StoredCollection.Rights stored) {
        return new CollectionRights(
                stored.getCreate(), stored.getRead(), stored.getWrite(), stored.getRemove(), stored.getManage());
    }
}
