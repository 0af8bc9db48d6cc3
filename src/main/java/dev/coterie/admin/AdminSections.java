package dev.coterie.admin;

import java.util.Optional;
import java.util.function.LongSupplier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.coterie.account.AccountAdministration;
import dev.coterie.account.GroupAdministration;

/** The sections of the admin site. */
@Configuration(proxyBeanMethods = false)
class AdminSections {

    @Bean
    @Order(1)
    AdminSection usersSection(AccountAdministration accounts) {
        return new Section("users", "/admin/users", Optional.of("/admin/users/add"), accounts::count);
    }

    @Bean
    @Order(2)
    AdminSection groupsSection(GroupAdministration groups) {
        return new Section("groups", "/admin/groups", Optional.of("/admin/groups/add"), groups::count);
    }

    /** Boards are added by those who draw on them. */
    @Bean
    @Order(3)
    AdminSection boardsSection(BoardAdministration boards) {
        return new Section("boards", "/admin/boards", Optional.empty(), boards::count);
    }

    private record Section(String key, String path, Optional<String> addPath, LongSupplier counter)
            implements AdminSection {

        @Override
        public long count() {
            return counter.getAsLong();
        }
    }
}
