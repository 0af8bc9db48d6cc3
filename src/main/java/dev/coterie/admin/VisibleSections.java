package dev.coterie.admin;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.coterie.account.AccountPrincipal;

/** The sections that somebody may see. Thread-safe. */
@Component
class VisibleSections {

    private final ObjectProvider<AdminSection> sections;

    VisibleSections(ObjectProvider<AdminSection> sections) {
        this.sections = sections;
    }

    /** In the order of the navigation; none for nobody. */
    List<AdminSection> of(@Nullable AccountPrincipal visitor) {
        return visitor == null
                ? List.of()
                : sections.orderedStream()
                        .filter(section -> visitor.has(section.permission()))
                        .toList();
    }
}
