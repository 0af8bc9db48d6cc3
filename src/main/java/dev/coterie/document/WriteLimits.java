package dev.coterie.document;

/**
 * How much may be written at once and how much may wait.
 *
 * @param batchWrites at most so many writes in a transaction, 1 or more
 * @param batchBytes at most so many bytes in a transaction, if it is more than one write
 * @param queueBytes at most so many bytes that wait
 */
record WriteLimits(int batchWrites, long batchBytes, long queueBytes) {}
