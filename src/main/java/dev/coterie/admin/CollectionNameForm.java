package dev.coterie.admin;

import java.util.Objects;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What people write to add a collection. Immutable. */
record CollectionNameForm(
        @NotEmpty(message = "{collections.name.empty}")
        @Size(max = 512, message = "{collections.name.long}")
        @Pattern(regexp = "[^\\p{Cntrl}\\p{Cs}]*", message = "{collections.name.invalid}")
        String name) {

    CollectionNameForm {
        name = Objects.requireNonNullElse(name, "").strip();
    }
}
