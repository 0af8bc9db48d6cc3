package dev.coterie.admin;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What people write to rename a document or a board.
 *
 * @param title empty: the name shows again
 */
record TitleForm(
        @Size(max = 150, message = "{documents.title.long}")
        @Pattern(regexp = "[^\\p{Cntrl}\\p{Cs}]*", message = "{documents.title.invalid}")
        @Nullable
        String title) {

    String wanted() {
        return title == null ? "" : title.strip();
    }
}
