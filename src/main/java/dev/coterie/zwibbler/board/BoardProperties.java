package dev.coterie.zwibbler.board;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What boards may cost. Immutable.
 *
 * @param recentSize how much of its end a live board keeps in memory, for clients that are only a little behind
 * @param unloadAfter how long a board that nobody has open stays in memory, if nobody wants to know that it is idle
 * @param idleAfter how long after its last client has left a board is reported as idle
 * @param touchEvery how often at most it is stored that a board is used
 * @param mergeEvery after how many appends the small ones among them are stored as fewer, larger ones; 2 or more
 * @param sweepEvery how often at most it is looked for boards that have expired
 */
@ConfigurationProperties("coterie.zwibbler.board")
record BoardProperties(
        @DefaultValue("256KB") DataSize recentSize,
        @DefaultValue("5s") Duration unloadAfter,
        @DefaultValue("10s") Duration idleAfter,
        @DefaultValue("1m") Duration touchEvery,
        @DefaultValue("1000") int mergeEvery,
        @DefaultValue("1m") Duration sweepEvery) {}
