package dev.coterie.convergence.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.model.StoredModels.Allowed;
import dev.coterie.convergence.model.StoredModels.Permissions;
import dev.coterie.document.CollectionPolicy;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.Retention;

/** The lines of an export, apart from models' data. Stateless. */
final class Form {

    static final String NAME = "coterie-export";

    /** Read as well are those of earlier versions, of which there are none yet. */
    static final int VERSION = 1;

    private Form() {}

    /** The first line. */
    record Header(String format, int version, boolean versions, String createdAt) {}

    /** The last one. */
    record End(long collections, long models) {}

    /** What holds for the models in a collection. */
    record Collection(
            String name,
            boolean autoCreate,
            @Nullable Integer keepDays,
            @Nullable Long keepVersions,
            long milestoneEvery,
            CollectionAccess access) {

        static Collection of(CollectionRecord record, CollectionAccess access) {
            CollectionPolicy policy = record.policy();
            return new Collection(
                    record.name(),
                    policy.autoCreate(),
                    policy.retention().days(),
                    policy.retention().versions(),
                    policy.milestoneEvery(),
                    access);
        }

        CollectionPolicy policy() {
            return new CollectionPolicy(autoCreate, milestoneEvery, new Retention(keepDays, keepVersions));
        }
    }

    /** Who may do what with a model. */
    record Rights(boolean overridesCollection, Allowed world, List<UserRights> users) {

        static Rights of(Permissions permissions) {
            List<UserRights> users = new ArrayList<>();
            permissions
                    .users()
                    .forEach((user, allowed) -> users.add(new UserRights(user.type(), user.username(), allowed)));
            return new Rights(permissions.overridesCollection(), permissions.world(), users);
        }

        Permissions permissions() {
            Map<UserKey, Allowed> byUser = new LinkedHashMap<>();
            users.forEach(user -> byUser.put(new UserKey(user.type(), user.username()), user.rights()));
            return new Permissions(overridesCollection, world, byUser);
        }
    }

    /** What a user may do with a model. */
    record UserRights(UserType type, String username, Allowed rights) {}

    /**
     * Where the operations begin that follow.
     *
     * @param version of the data before the first of them
     * @param nextNumber as the catalogue has it
     * @param stored the data at that version, with their ids
     */
    record History(long version, String at, long nextNumber, byte[] stored) {}

    /**
     * An operation.
     *
     * @param version that it was made on
     * @param author a session
     */
    record Operation(long version, String at, String author, byte[] stored) {}

    /** Whose session it was; before the first operation of that session. */
    record Author(String session, String username, byte[] stored) {}
}
