package dev.coterie.editor;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the editor looks and what it opens. Immutable.
 *
 * @param theme name of an ACE theme
 * @param mode name of an ACE mode: the language that the text is shown in
 * @param collection collection that holds the documents
 * @param document id of the document that {@code /} opens
 * @param text first text of that document, when it does not exist yet
 */
@Validated
@ConfigurationProperties("coterie.editor")
record EditorProperties(
        @DefaultValue("tomorrow_night") @Pattern(regexp = "[a-z0-9_]+")
        String theme,

        @DefaultValue("javascript") @Pattern(regexp = "[a-z0-9_]+")
        String mode,

        @DefaultValue("example-ace") @NotBlank String collection,

        @DefaultValue("getting-started") @Pattern(regexp = DocumentIds.PATTERN)
        String document,

        @DefaultValue("Hello World") @NotNull String text) {}
