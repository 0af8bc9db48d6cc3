package dev.coterie.convergence.query;

/**
 * Reads a query's text from its beginning to its end. Whatever it is asked for may have blanks before it. Confined to its
 * parser.
 */
final class Scanner {

    private final String text;
    private int at;

    Scanner(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    /** Goes back to a position, so that something else can be tried there. */
    void back(int position) {
        at = position;
    }

    boolean atEnd() {
        skipBlanks();
        return at == text.length();
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u00a0';
    }

    /** What follows at once, without blanks; 0 at the end. */
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** What follows after blanks; 0 at the end. */
    char peekAfterBlanks() {
        skipBlanks();
        return peek();
    }

    boolean skip(String symbol) {
        skipBlanks();
        return skipAtOnce(symbol);
    }

    boolean skipAtOnce(String symbol) {
        if (text.startsWith(symbol, at)) {
            at += symbol.length();
            return true;
        }
        return false;
    }

    void expect(String symbol) throws InvalidQueryException {
        if (!skip(symbol)) {
            throw unexpected("“" + symbol + "”");
        }
    }

    /** Whether a keyword follows, whatever its case, and not a longer word. */
    boolean atKeyword(String keyword) {
        skipBlanks();
        int end = at + keyword.length();
        return text.regionMatches(true, at, keyword, 0, keyword.length())
                && (end == text.length() || !Words.isPart(text.codePointAt(end)));
    }

    boolean skipKeyword(String keyword) {
        if (atKeyword(keyword)) {
            at += keyword.length();
            return true;
        }
        return false;
    }

    void expectKeyword(String keyword) throws InvalidQueryException {
        if (!skipKeyword(keyword)) {
            throw unexpected(keyword);
        }
    }

    /** The characters that follow at once and are parts of a word; perhaps none. */
    String word(boolean withHyphens) {
        int start = at;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (!Words.isPart(point) && !(withHyphens && point == '-')) {
                break;
            }
            at += Character.charCount(point);
        }
        return text.substring(start, at);
    }

    /**
     * A text between two marks, of which the first was skipped. After a backslash the mark and the backslash stand for
     * themselves.
     */
    String quoted(char mark) throws InvalidQueryException {
        int start = at - 1;
        StringBuilder content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == mark) {
                return content.toString();
            }
            if (c == '\\' && at < text.length() && (text.charAt(at) == mark || text.charAt(at) == '\\')) {
                c = text.charAt(at++);
            }
            content.append(c);
        }
        throw new InvalidQueryException(start, "This “" + mark + "” has no second one.");
    }

    /** What follows the parentheses that begin here, whatever is in them; 0 when they are not closed. Does not move. */
    char afterParentheses() {
        int start = at;
        int depth = 0;
        char mark = 0;
        char after = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (mark != 0) {
                if (c == '\\') {
                    at++;
                } else if (c == mark) {
                    mark = 0;
                }
            } else if (c == '\'' || c == '"' || c == '`') {
                mark = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                at++;
                after = peekAfterBlanks();
                break;
            }
        }
        at = start;
        return after;
    }

    /** A whole number, 0 or more. */
    long whole() throws InvalidQueryException {
        skipBlanks();
        int start = at;
        String digits = digits();
        if (digits.isEmpty()) {
            throw unexpected("a whole number");
        }
        if (Words.isPart(peek()) || peek() == '.') {
            throw new InvalidQueryException(start, "This is no whole number.");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new InvalidQueryException(start, "This number is too large.");
        }
    }

    private String digits() {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        return text.substring(start, at);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A number that begins with a digit or a point. */
    double number() throws InvalidQueryException {
        skipBlanks();
        int start = at;
        digits();
        if (skipAtOnce(".")) {
            digits();
        }
        int end = at;
        if (skipAtOnce("e") || skipAtOnce("E")) {
            if (!skipAtOnce("-")) {
                skipAtOnce("+");
            }
            if (digits().isEmpty()) {
                at = end;
            }
        }
        if (Words.isPart(peek())) {
            throw new InvalidQueryException(start, "This is no number.");
        }
        try {
            double number = Double.parseDouble(text.substring(start, at));
            if (Double.isInfinite(number)) {
                throw new InvalidQueryException(start, "This number is too large.");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new InvalidQueryException(start, "This is no number.");
        }
    }

    InvalidQueryException unexpected(String expected) {
        skipBlanks();
        if (at == text.length()) {
            return error("The query ends where " + expected + " is expected.");
        }
        return error("Here " + expected + " is expected, not “" + Character.toString(text.codePointAt(at)) + "”.");
    }

    InvalidQueryException error(String reason) {
        return new InvalidQueryException(at, reason);
    }
}
