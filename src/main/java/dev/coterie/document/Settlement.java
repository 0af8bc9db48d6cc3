package dev.coterie.document;

/** Lets who reads wait until what is committed can be read. Thread-safe; blocks its caller. */
interface Settlement {

    /** What is committed can be read at once. */
    Settlement IMMEDIATE = new Settlement() {
        @Override
        public boolean await(DocumentId document) {
            return false;
        }

        @Override
        public void awaitAll() {
            // it is so already
        }
    };

    /**
     * Waits for what was committed of a document before the call.
     *
     * @return whether it had to wait, so that what was read before may be old
     * @throws StorageUnavailableException when that cannot be read now
     */
    boolean await(DocumentId document);

    /** Waits for what was committed of all documents before the call. */
    void awaitAll();
}
