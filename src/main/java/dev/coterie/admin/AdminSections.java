package dev.coterie.admin;

import java.util.Optional;
import java.util.function.LongSupplier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.coterie.account.AccountAdministration;
import dev.coterie.account.GroupAdministration;

/** The sections of accounts. */
@Configuration(proxyBeanMethods = false)
class AdminSections {

    @Bean
    @Order(1)
    AdminSection usersSection(AccountAdministration accounts) {
        return new Section("users", "/admin/users", accounts::count);
    }

    @Bean
    @Order(2)
    AdminSection groupsSection(GroupAdministration groups) {
        return new Section("groups", "/admin/groups", groups::count);
    }

    /** A section whose objects are added below its list. */
    private record Section(String key, String path, LongSupplier counter) implements AdminSection {

        @Override
        public long count() {
            return counter.getAsLong();
        }

        @Override
        public Optional<String> addPath() {
            return Optional.of(path + "/add");
        }
    }
}
