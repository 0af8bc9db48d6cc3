package dev.coterie.account;

/** On which connections programs may send a name and a password with each request. */
public enum BasicPolicy {
    /** By TLS, or from this machine itself. */
    SECURE,
    /** On every connection, however many can read it. */
    ALWAYS,
    NEVER
}
