package dev.coterie.account;

import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.jpa.repository.query.DeclaredQuery;
import org.springframework.data.jpa.repository.query.QueryEnhancerFactories;
import org.springframework.data.jpa.repository.query.QueryEnhancerFactory;
import org.springframework.data.jpa.repository.query.QueryEnhancerSelector;
import org.springframework.data.repository.config.BootstrapMode;

/** The repositories, each made when it is first used. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories(
        basePackageClasses = AccountRepository.class,
        bootstrapMode = BootstrapMode.LAZY,
        queryEnhancerSelector = RepositoryConfiguration.QueriesAsTheyAre.class)
class RepositoryConfiguration {

    /**
     * Queries here are neither sorted nor paged by Spring Data, so that its own parser, which takes half a second at the
     * start and several megabytes for good, has nothing to find in them. Hibernate parses them all the same.
     */
    static final class QueriesAsTheyAre implements QueryEnhancerSelector {

        @Override
        public QueryEnhancerFactory select(DeclaredQuery query) {
            return QueryEnhancerFactories.fallback();
        }
    }
}
