package dev.coterie.account.web;

import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions that are kept in the database: they outlive the server, and several servers share them. */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

    private static final String TABLE = "web_session";

    /** Every server clears away what has expired; nothing waits for it. */
    private static final String CLEANUP = "30 */10 * * * *";

    /** @param timeout of sessions in which nobody is logged in; {@link LoginSuccess} gives the others more */
    @Bean
    JdbcIndexedSessionRepository sessionTable(
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            @Value("${server.servlet.session.timeout:30m}") Duration timeout) {
        TransactionTemplate transactions = new TransactionTemplate(transactionManager);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        JdbcIndexedSessionRepository sessions =
                new JdbcIndexedSessionRepository(new JdbcTemplate(dataSource), transactions);
        sessions.setTableName(TABLE);
        sessions.setCleanupCron(CLEANUP);
        sessions.setDefaultMaxInactiveInterval(timeout);
        return sessions;
    }

    @Bean
    @Primary
    StoredSessions<?> storedSessions(JdbcIndexedSessionRepository sessionTable) {
        return new StoredSessions<>(sessionTable);
    }

    @Bean
    FilterRegistrationBean<WithoutSession> withoutSession() {
        FilterRegistrationBean<WithoutSession> filter = new FilterRegistrationBean<>(
                new WithoutSession(Stream.of(WebSecurityConfiguration.SOCKETS, WebSecurityConfiguration.FILES)
                        .flatMap(Stream::of)
                        .toArray(String[]::new)));
        filter.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return filter;
    }
}
