package dev.coterie.admin;

import java.util.Objects;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.coterie.account.FieldChange;
import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.CollectionRights;

/**
 * What people say of what somebody may do in a collection. Immutable.
 *
 * @param who {@code world}, {@code user} or {@code group}
 * @param name of the user or the group
 */
record RightsForm(
        @Pattern(regexp = "world|user|group", message = "{collections.rights.who.invalid}")
        String who,

        @Size(max = 150, message = "{form.too-long}")
        @Pattern(regexp = "[^\\p{Cntrl}\\p{Cs}]*", message = "{collections.name.invalid}")
        String name,

        @Nullable Boolean create,
        @Nullable Boolean read,
        @Nullable Boolean write,
        @Nullable Boolean remove,
        @Nullable Boolean manage) {

    RightsForm {
        who = Objects.requireNonNullElse(who, "");
        name = Objects.requireNonNullElse(name, "").strip();
    }

    boolean isOfWorld() {
        return who.equals("world");
    }

    boolean isOfGroup() {
        return who.equals("group");
    }

    private CollectionRights rights() {
        return new CollectionRights(is(create), is(read), is(write), is(remove), is(manage));
    }

    /** Browsers say nothing of a box that is not ticked. */
    private static boolean is(@Nullable Boolean ticked) {
        return ticked != null && ticked;
    }

    CollectionAccess setIn(CollectionAccess access) {
        if (isOfWorld()) {
            return access.withWorld(rights());
        }
        return isOfGroup() ? access.withGroup(name, rights()) : access.withUser(name, rights());
    }

    /** As if nothing had been said. */
    CollectionAccess removedFrom(CollectionAccess access) {
        if (isOfWorld()) {
            return access;
        }
        return isOfGroup() ? access.withoutGroup(name) : access.withoutUser(name);
    }

    /** What that is for the log. */
    FieldChange change(CollectionAccess before, CollectionAccess after) {
        return new FieldChange(who + "-rights", described(before), described(after));
    }

    private String described(CollectionAccess access) {
        if (isOfWorld()) {
            return RightsRow.words(access.world());
        }
        CollectionRights rights = (isOfGroup() ? access.groups() : access.users()).get(name);
        return rights == null ? name : name + ": " + RightsRow.words(rights);
    }
}
