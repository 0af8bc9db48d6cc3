package dev.coterie.account.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

import dev.coterie.account.MovableClock;

/** A test against the whole server on a free port, with a clock that the test moves; all such tests share one server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:server;DB_CLOSE_DELAY=-1",
            "coterie.data-dir=target/test-data",
            "coterie.jwt.key-file=target/test-data/jwt-key",
            "coterie.admin.username=root",
            "coterie.admin.password=blue horse 17"
        })
@Import(ServerTest.Clocks.class)
public @interface ServerTest {

    String PASSWORD = "blue horse 17";

    /** The clock of accounts, beside any other. */
    @TestConfiguration(proxyBeanMethods = false)
    class Clocks {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.now());
        }
    }
}
