package dev.coterie.convergence.model;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Collections of models. Immutable.
 *
 * @param groupCheck How often it is looked up who is in a group that an open model's collection names
 */
@ConfigurationProperties("coterie.convergence.collections")
record CollectionProperties(@DefaultValue("5s") Duration groupCheck) {}
