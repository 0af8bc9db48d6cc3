package dev.coterie.document;

/** What an acknowledged change survives, with the embedded database. */
enum Durability {
    /** The end of the process, however it comes; a power cut may take back about the last second. */
    PROCESS,
    /** A power cut as well; every batch waits for the disk. */
    DISK
}
