package dev.coterie.convergence.model;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What clients that keep models for when they are offline may cost. Immutable.
 *
 * @param updateInterval How often clients that keep a model but have it not open are told what it has become, at most; who
 *     may see it no longer, and that it was deleted, they are told at once
 * @param maxSubscriptions Most models that one session may subscribe to
 * @param rememberDeleted How long after its deletion a model of the same id does not begin with version 1 but counts on: so
 *     long clients may stay away with edits of the deleted one
 */
@ConfigurationProperties("coterie.convergence.offline")
public record OfflineProperties(
        @DefaultValue("10s") Duration updateInterval,
        @DefaultValue("1000") int maxSubscriptions,
        @DefaultValue("400d") Duration rememberDeleted) {}
