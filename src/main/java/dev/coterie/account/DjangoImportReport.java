package dev.coterie.account;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.django.DjangoUser;
import dev.coterie.account.django.HashFlaw;

/**
 * What became of a Django site's people and groups. Immutable.
 *
 * @param people everybody, in the order of the site
 * @param newGroups groups that were not there
 * @param joinedGroups groups that were there, and that have somebody new now
 * @param unfitGroups how many groups have no name that could be kept
 * @param superuserThere whether there is an active superuser now
 */
public record DjangoImportReport(
        List<Person> people,
        List<String> newGroups,
        List<String> joinedGroups,
        int unfitGroups,
        boolean superuserThere) {

    /** How many met a fate. */
    public long count(Fate fate) {
        return people.stream().filter(person -> person.fate() == fate).count();
    }

    /** Those who have an account now and had none. */
    public List<DjangoUser> added() {
        return people.stream()
                .filter(person -> person.fate() == Fate.ADDED)
                .map(Person::user)
                .toList();
    }

    /**
     * Somebody of the site.
     *
     * @param flaw why the password does not work here; null: it works, or the account was not added
     */
    public record Person(
            DjangoUser user, Fate fate, @Nullable HashFlaw flaw) {}

    /** What became of somebody. */
    public enum Fate {
        ADDED,

        /** The name is here already: the account stays as it is. */
        EXISTS,

        /** The name differs from one that is here in capital letters only. */
        TAKEN_IGNORING_CASE,

        /** No column bears the name. */
        UNFIT_NAME,

        /** An account of that name was deleted here, lately. */
        DELETED_HERE
    }
}
