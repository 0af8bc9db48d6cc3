package dev.coterie.document;

import java.util.List;

/** Stores a batch completely or not at all. Used by one writer thread. */
interface BatchTransaction {

    /** Returns once the batch is committed as durably as was asked for. */
    void commit(List<Write> batch);
}
