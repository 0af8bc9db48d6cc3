package dev.coterie.convergence.session;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The embedded realtime engine's connections. Immutable.
 *
 * @param namespace the last but one segment of the address that clients connect to
 * @param domain the last segment of the address that clients connect to
 * @param anonymous whether people without an account may connect
 * @param maintenance whether every client is told to come back later
 * @param handshakeTimeout how long a client may take to say who it is
 * @param authenticationTimeout how long the server may take to find out whether that is true
 * @param pingAfter how long a client may be silent before it is pinged
 * @param pongWithin how long a client that was pinged may stay silent before it is disconnected
 * @param autoCreateTimeout how long a client may take to hand over the data of a model that it wants to create
 * @param reconnectTokenLifetime how long a client may stay away and still reconnect without credentials; counted anew
 *     from each connection
 * @param maxHandshakeSize size of the first message of a client
 * @param maxMessageSize size of any other message of a client; a model's initial data is one message
 * @param maxOpenModels models that a session may have open at once, 1 or more
 * @param maxQueries queries that a session may have asked at the same time, 1 or more
 * @param operationsPerSecond operations that a session may submit over time, 1 or more; each of a batch counts. A client
 *     that submits more is read more slowly
 * @param operationBurst operations that a session may submit at once, 1 or more
 */
@ConfigurationProperties("coterie.convergence")
public record ConvergenceProperties(
        @DefaultValue("convergence") String namespace,
        @DefaultValue("default") String domain,
        @DefaultValue("false") boolean anonymous,
        @DefaultValue("false") boolean maintenance,
        @DefaultValue("10s") Duration handshakeTimeout,
        @DefaultValue("20s") Duration authenticationTimeout,
        @DefaultValue("10s") Duration pingAfter,
        @DefaultValue("10s") Duration pongWithin,
        @DefaultValue("15s") Duration autoCreateTimeout,
        @DefaultValue("24h") Duration reconnectTokenLifetime,
        @DefaultValue("16KB") DataSize maxHandshakeSize,
        @DefaultValue("4MB") DataSize maxMessageSize,
        @DefaultValue("1000") int maxOpenModels,
        @DefaultValue("20") int maxQueries,
        @DefaultValue("1000") int operationsPerSecond,
        @DefaultValue("5000") int operationBurst) {}
