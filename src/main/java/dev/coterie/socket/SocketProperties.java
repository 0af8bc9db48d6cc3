package dev.coterie.socket;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of one web socket connection, whatever it speaks. Immutable.
 *
 * @param maxQueuedFrames frames that may wait for a client that reads slowly, 1 or more; one more closes the connection
 * @param maxQueuedSize bytes that may wait for a client that reads slowly; a single frame may be larger
 * @param sendTimeout how long one frame may take to be written, 1 second or more; then the connection is closed
 * @param closeTimeout how long a connection that is being closed may take to write what still waits, and the client to
 *     confirm the close
 * @param messagesPerSecond messages that a client may send over time, 1 or more
 * @param messageBurst messages that a client may send at once
 * @param bytesPerSecond bytes that a client may send over time
 * @param byteBurst bytes that a client may send at once; at least the largest message
 * @param maxUnauthenticatedPerAddress connections of one address that have not authenticated yet, 1 or more; more are
 *     refused. Everybody behind a proxy has one address, unless the proxy is trusted to tell
 *     ({@code server.forward-headers-strategy}).
 */
@ConfigurationProperties("coterie.socket")
public record SocketProperties(
        @DefaultValue("4096") int maxQueuedFrames,
        @DefaultValue("16MB") DataSize maxQueuedSize,
        @DefaultValue("20s") Duration sendTimeout,
        @DefaultValue("5s") Duration closeTimeout,
        @DefaultValue("2000") int messagesPerSecond,
        @DefaultValue("10000") int messageBurst,
        @DefaultValue("4MB") DataSize bytesPerSecond,
        @DefaultValue("32MB") DataSize byteBurst,
        @DefaultValue("1000") int maxUnauthenticatedPerAddress) {

    FloodLimits flood() {
        return new FloodLimits(messagesPerSecond, messageBurst, bytesPerSecond, byteBurst);
    }
}
