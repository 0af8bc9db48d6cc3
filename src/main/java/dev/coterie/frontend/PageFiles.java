package dev.coterie.frontend;

import java.util.List;

/**
 * What a page loads. Immutable.
 *
 * @param script address of its module, below the context path
 * @param styles addresses of its style sheets, in the order in which they apply
 */
public record PageFiles(String script, List<String> styles) {}
