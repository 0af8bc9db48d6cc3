package dev.coterie.socket;

import org.springframework.util.unit.DataSize;

/**
 * How much a client may send before its connection is closed. Immutable.
 *
 * @param messagesPerSecond messages over time, 1 or more
 * @param messageBurst messages at once
 * @param bytesPerSecond bytes over time
 * @param byteBurst bytes at once; at least the largest message
 */
public record FloodLimits(int messagesPerSecond, int messageBurst, DataSize bytesPerSecond, DataSize byteBurst) {}
