package dev.coterie.admin;

import java.io.IOException;

/**
 * Writes rows of comma-separated values (RFC 4180) that no spreadsheet takes for formulas. Confined to one thread.
 */
final class Csv {

    /** What a spreadsheet begins to calculate at, or skips before it does. */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Appendable out;

    Csv(Appendable out) {
        this.out = out;
    }

    void row(String... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append(cell(cells[i]));
        }
        out.append("\r\n");
    }

    private static String cell(String text) {
        String harmless = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = harmless.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
