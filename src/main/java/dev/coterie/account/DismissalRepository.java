package dev.coterie.account;

import org.springframework.data.jpa.repository.JpaRepository;

/** The {@code admin_dismissal} table. */
interface DismissalRepository extends JpaRepository<DismissalEntity, String> {}
