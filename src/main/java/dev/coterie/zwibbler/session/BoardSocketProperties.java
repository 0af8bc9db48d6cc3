package dev.coterie.zwibbler.session;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import dev.coterie.socket.FloodLimits;

/**
 * What a whiteboard client's connection may cost. Immutable. A client whose appends are not stored yet, or whose messages
 * wait, is not read from: it has to wait. The limits over time only end floods of what needs no waiting.
 *
 * @param messagesPerSecond messages that a client may send over time, 1 or more
 * @param messageBurst messages that a client may send at once
 * @param bytesPerSecond bytes that a client may send over time
 * @param byteBurst bytes that a client may send at once; at least the largest message
 * @param maxUnanswered how much of what a client has sent may wait until no more is read from it; a single message may be
 *     larger
 * @param maxWaiting how much may wait for a client that reads slowly, beside appends, which are read from storage again;
 *     one that is further behind is closed
 */
@ConfigurationProperties("coterie.zwibbler.socket")
record BoardSocketProperties(
        @DefaultValue("50000") int messagesPerSecond,
        @DefaultValue("200000") int messageBurst,
        @DefaultValue("256MB") DataSize bytesPerSecond,
        @DefaultValue("1GB") DataSize byteBurst,
        @DefaultValue("4MB") DataSize maxUnanswered,
        @DefaultValue("16MB") DataSize maxWaiting) {

    FloodLimits flood() {
        return new FloodLimits(messagesPerSecond, messageBurst, bytesPerSecond, byteBurst);
    }
}
