package dev.coterie.convergence.identity;

/** Types of users, with the numbers that they have on the wire as ordinals. */
public enum UserType {
    /** Has an account, or a token signed with our key. */
    NORMAL,
    /** A server administrator: every model right. */
    CONVERGENCE,
    /** Made for one connection. */
    ANONYMOUS
}
