package dev.coterie.convergence.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.coterie.convergence.CollectionRights;
import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.wire.core.DomainUserIdData;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.SetModelPermissionsRequestMessage;
import dev.coterie.convergence.wire.model.UserModelPermissionsData;

/**
 * Who may do what with one model (section 5.7 of the protocol). Immutable.
 *
 * @param overridesCollection whether {@code world} holds instead of the collection's world rights
 * @param users rights of single users, which hold before all others
 */
record ModelPermissions(boolean overridesCollection, Rights world, Map<UserKey, Rights> users) {

    ModelPermissions {
        users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
    }

    static ModelPermissions of(
            boolean overridesCollection, ModelPermissionsData world, List<UserModelPermissionsData> users)
            throws IncompleteMessageException {
        Map<UserKey, Rights> byUser = new LinkedHashMap<>();
        putAll(byUser, users);
        return new ModelPermissions(overridesCollection, Rights.of(world), byUser);
    }

    /** The rights of a model that somebody creates: its creator has all, unless they are given others. */
    static ModelPermissions ofCreated(
            UserKey creator,
            boolean overridesCollection,
            ModelPermissionsData world,
            List<UserModelPermissionsData> users)
            throws IncompleteMessageException {
        Map<UserKey, Rights> byUser = new LinkedHashMap<>();
        byUser.put(creator, Rights.ALL);
        putAll(byUser, users);
        return new ModelPermissions(overridesCollection, Rights.of(world), byUser);
    }

    /** What a user may do: the first rule that says something about them. */
    Rights of(UserKey user, CollectionRules collection) {
        if (user.type() == UserType.CONVERGENCE) {
            return Rights.ALL;
        }
        Rights own = users.get(user);
        if (own != null) {
            return own;
        }
        CollectionRights inCollection = collection.own(user);
        if (inCollection != null) {
            return Rights.of(inCollection);
        }
        return overridesCollection ? world : Rights.of(collection.world());
    }

    /** These permissions after a request to change them. */
    ModelPermissions after(SetModelPermissionsRequestMessage request) throws IncompleteMessageException {
        Map<UserKey, Rights> changed = new LinkedHashMap<>();
        if (!request.getRemoveAllUserPermissionsBeforeSet()) {
            changed.putAll(users);
        }
        putAll(changed, request.getSetUserPermissionsList());
        for (DomainUserIdData removed : request.getRemovedUserPermissionsList()) {
            changed.remove(key(removed));
        }
        return new ModelPermissions(
                request.hasOverrideCollection()
                        ? request.getOverrideCollection().getValue()
                        : overridesCollection,
                request.hasWorldPermissions() ? Rights.of(request.getWorldPermissions()) : world,
                changed);
    }

    List<UserModelPermissionsData> wireUsers() {
        return users.entrySet().stream()
                .map(entry -> UserModelPermissionsData.newBuilder()
                        .setUser(DomainUsers.id(entry.getKey()))
                        .setPermissions(entry.getValue().wire())
                        .build())
                .toList();
    }

    private static void putAll(Map<UserKey, Rights> users, List<UserModelPermissionsData> entries)
            throws IncompleteMessageException {
        for (UserModelPermissionsData entry : entries) {
            users.put(key(entry.getUser()), Rights.of(entry.getPermissions()));
        }
    }

    private static UserKey key(DomainUserIdData user) throws IncompleteMessageException {
        if (user.getUsername().isEmpty()) {
            throw new IncompleteMessageException("a permission names no user");
        }
        return DomainUsers.key(user).orElseThrow(() -> new IncompleteMessageException("no such type of user"));
    }
}
