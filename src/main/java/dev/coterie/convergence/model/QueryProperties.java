package dev.coterie.convergence.model;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import dev.coterie.convergence.query.QueryLimits;

/**
 * What queries may cost. Immutable.
 *
 * @param maxLength most characters (UTF-16 code units) of a query
 * @param maxDepth how deep parentheses, negations and signs of a query may be nested
 * @param maxConditions most comparisons and fields to order by in a query
 * @param maxResults most models that a query may return at once; one that would return more is refused, and is to have a
 *     smaller LIMIT
 * @param maxResultSize size of the models that a query may return at once
 * @param timeout how long a query may take
 * @param threads how many queries are answered at the same time, 1 or more
 * @param maxWaiting how many queries may wait for that; more are refused
 * @param quietTime how long a model has to be left alone until it is looked at what queries find it by; a query looks at
 *     those of its collection itself that were not
 * @param longestTime how long after a change that is done even if the model is not left alone
 */
@ConfigurationProperties("coterie.convergence.query")
record QueryProperties(
        @DefaultValue("10000") int maxLength,
        @DefaultValue("32") int maxDepth,
        @DefaultValue("50") int maxConditions,
        @DefaultValue("10000") int maxResults,
        @DefaultValue("8MB") DataSize maxResultSize,
        @DefaultValue("8s") Duration timeout,
        @DefaultValue("2") int threads,
        @DefaultValue("200") int maxWaiting,
        @DefaultValue("10s") Duration quietTime,
        @DefaultValue("5m") Duration longestTime) {

    QueryLimits limits() {
        return new QueryLimits(maxLength, maxDepth, maxConditions);
    }
}
