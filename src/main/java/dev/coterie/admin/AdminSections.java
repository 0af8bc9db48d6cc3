package dev.coterie.admin;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.coterie.account.AccountAdministration;
import dev.coterie.account.GroupAdministration;
import dev.coterie.account.Invitations;
import dev.coterie.account.Permission;
import dev.coterie.admin.AdminSection.AddPage;

/** The sections of the admin site. */
@Configuration(proxyBeanMethods = false)
class AdminSections {

    @Bean
    @Order(1)
    AdminSection usersSection(AccountAdministration accounts) {
        return new Section(
                "users",
                "/admin/users",
                Permission.USERS_VIEW,
                Optional.of(new AddPage("/admin/users/add", Permission.USERS_ADD)),
                accounts::count);
    }

    @Bean
    @Order(2)
    AdminSection groupsSection(GroupAdministration groups) {
        return new Section(
                "groups",
                "/admin/groups",
                Permission.GROUPS_VIEW,
                Optional.of(new AddPage("/admin/groups/add", Permission.GROUPS_ADD)),
                groups::count);
    }

    /** Whoever may add users may have them come by themselves. */
    @Bean
    @Order(2)
    AdminSection invitationsSection(Invitations invitations) {
        return new Section(
                "invitations", "/admin/invitations", Permission.USERS_ADD, Optional.empty(), invitations::count);
    }

    /** Documents are added by those who write them. */
    @Bean
    @Order(3)
    AdminSection documentsSection(DocumentAdministration documents) {
        return new Section(
                "documents", "/admin/documents", Permission.DOCUMENTS_VIEW, Optional.empty(), documents.care()::count);
    }

    @Bean
    @Order(3)
    AdminSection collectionsSection(CollectionAdministration collections) {
        return new Section(
                "collections",
                "/admin/collections",
                Permission.COLLECTIONS_VIEW,
                Optional.of(new AddPage("/admin/collections/add", Permission.COLLECTIONS_ADD)),
                collections::count);
    }

    /** Boards are added by those who draw on them. */
    @Bean
    @Order(4)
    AdminSection boardsSection(BoardAdministration boards) {
        return new Section("boards", "/admin/boards", Permission.BOARDS_VIEW, Optional.empty(), boards.care()::count);
    }

    private record Section(
            String key, String path, Permission permission, Optional<AddPage> addPage, LongSupplier counter)
            implements AdminSection {

        @Override
        public OptionalLong count() {
            return OptionalLong.of(counter.getAsLong());
        }
    }
}
