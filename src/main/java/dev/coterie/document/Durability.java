package dev.coterie.document;

/** What an acknowledged change survives, with the embedded database. */
enum Durability {
    /** The end of the process, however it comes; a power cut may take back the last seconds, or damage the file. */
    PROCESS,
    /** A power cut as well, as far as H2 can; every batch waits for the disk. */
    DISK
}
