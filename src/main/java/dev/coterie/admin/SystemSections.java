package dev.coterie.admin;

import java.util.Optional;
import java.util.OptionalLong;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.coterie.account.Permission;

/** The sections about the server itself. */
@Configuration(proxyBeanMethods = false)
class SystemSections {

    @Bean
    @Order(20)
    AdminSection keysSection() {
        return new Section("keys", "/admin/keys", Permission.KEYS_VIEW);
    }

    @Bean
    @Order(21)
    AdminSection settingsSection() {
        return new Section("settings", "/admin/settings", Permission.SETTINGS_VIEW);
    }

    @Bean
    @Order(22)
    AdminSection throttleSection() {
        return new Section("throttle", "/admin/throttle", Permission.SETTINGS_VIEW);
    }

    @Bean
    @Order(23)
    AdminSection logSection() {
        return new Section("log", "/admin/log", Permission.LOG_VIEW);
    }

    /** Nothing in them is to be counted or added. */
    private record Section(String key, String path, Permission permission) implements AdminSection {

        @Override
        public OptionalLong count() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<AddPage> addPage() {
            return Optional.empty();
        }
    }
}
