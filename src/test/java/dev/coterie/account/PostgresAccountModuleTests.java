package dev.coterie.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.coterie.account.django.DjangoSite;
import dev.coterie.account.django.DjangoUser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresAccountModuleTests extends AccountDatabaseTests {

    private @Nullable EmbeddedPostgres postgres;

    /** To a database all hashes are the same. */
    @Override
    List<String> djangoUsersWhoLogIn() {
        return List.of("ada");
    }

    @Override
    List<String> dataSource() {
        try {
            postgres = EmbeddedPostgres.start();
            return List.of(
                    "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                    "--spring.datasource.username=postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsADjangoSiteInPostgres() throws SQLException {
        EmbeddedPostgres server = Objects.requireNonNull(postgres);
        String url = server.getJdbcUrl("postgres", "postgres") + "&currentSchema=site";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create schema site;
                    create table auth_user (id serial primary key, password varchar(128) not null,
                        last_login timestamptz, is_superuser boolean not null, username varchar(150) not null unique,
                        first_name varchar(150) not null, last_name varchar(150) not null, email varchar(254) not null,
                        is_staff boolean not null, is_active boolean not null, date_joined timestamptz not null);
                    create table auth_group (id serial primary key, name varchar(150) not null unique);
                    create table auth_user_groups (id bigserial primary key, user_id integer not null references auth_user,
                        group_id integer not null references auth_group);
                    insert into auth_user values (7, '!', '2024-05-06 09:08:09.5+02', true, 'ada', 'Ada', '名', 'a@b.c',
                        true, false, '2021-03-04 05:06:07.891011+00');
                    insert into auth_group values (3, 'Authors');
                    insert into auth_user_groups values (1, 7, 3);
                    """);
        }
        try (DjangoSite site = DjangoSite.open(url, "postgres", "unused")) {
            assertThat(site.groups()).containsExactly("Authors");
            assertThat(site.users())
                    .containsExactly(new DjangoUser(
                            "ada",
                            "!",
                            "Ada",
                            "名",
                            "a@b.c",
                            false,
                            true,
                            true,
                            Instant.parse("2021-03-04T05:06:07.891011Z"),
                            Instant.parse("2024-05-06T07:08:09.500Z"),
                            List.of("Authors")));
        }
        assertThatThrownBy(() -> DjangoSite.open(server.getJdbcUrl("postgres", "template1"), null, null))
                .hasMessage("it has no table auth_user");
        assertThatThrownBy(() -> DjangoSite.open(server.getJdbcUrl("postgres", "none"), null, null))
                .isInstanceOf(SQLException.class);
    }

    @AfterAll
    void stopPostgres() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
