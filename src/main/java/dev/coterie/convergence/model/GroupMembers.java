package dev.coterie.convergence.model;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Tells who is in a group of accounts. Thread-safe; does not block its caller. */
interface GroupMembers {

    /** Usernames; none when there is no such group. */
    CompletionStage<Set<String>> of(String group);
}
