package dev.coterie.cli;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.h2.api.ErrorCode;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the few parts of the server that a tool works with, without a web server, and stops them afterwards. */
public final class LocalServices {

    private static final String[] SETTINGS = {
        "--logging.level.root=off",
        "--spring.main.banner-mode=off",
        "--spring.main.lazy-initialization=true",
        "--spring.datasource.hikari.maximum-pool-size=2",
        "--spring.jpa.open-in-view=false",
        "--spring.jpa.bootstrap=default",
        "--spring.data.jpa.repositories.bootstrap-mode=default",
        // A server may use the same database now: what it has open only for its users is not left over.
        "--coterie.storage.shared=true"
    };

    private LocalServices() {}

    /**
     * Works with a bean of a context that is made of one configuration class; that must import what it needs, for
     * nothing is scanned.
     *
     * @throws ToolFailedException when the context does not start, with the reason in one sentence
     */
    public static <B, R> R with(Class<?> configuration, Class<B> bean, Function<B, R> work) {
        try (ConfigurableApplicationContext context = start(configuration)) {
            return work.apply(context.getBean(bean));
        }
    }

    private static ConfigurableApplicationContext start(Class<?> configuration) {
        try {
            return new SpringApplicationBuilder(configuration)
                    .web(WebApplicationType.NONE)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .run(SETTINGS);
        } catch (RuntimeException e) {
            throw new ToolFailedException(explain(e));
        }
    }

    private static String explain(Throwable failure) {
        Optional<SQLException> inUse = causes(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(cause -> cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1)
                .findFirst();
        if (inUse.isPresent()) {
            return "The server is running and has the database file open: stop it first, or use its admin site.";
        }
        Throwable root = causes(failure).reduce(failure, (first, second) -> second);
        return "The database cannot be opened: "
                + Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(50);
    }
}
