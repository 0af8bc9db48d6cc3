package dev.coterie.token;

/** Where the keys come from. Thread-safe. */
interface KeySource {

    /** The keys, not more than a second old. */
    KeyRing ring();

    /** The keys as they are now; the same object as before when nothing has changed. */
    KeyRing reread();
}
