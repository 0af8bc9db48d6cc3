package dev.coterie.account.django;

/** Why no password can be checked against what stands in the place of a hash. */
public enum HashFlaw {

    /** Django lets nobody in with a password either. */
    NO_PASSWORD,

    /** Made by an algorithm that is not known here, or too weak to be kept. */
    UNKNOWN_ALGORITHM,

    MALFORMED,

    /** To check it would take more time or memory than a server should spend on one password. */
    TOO_COSTLY
}
