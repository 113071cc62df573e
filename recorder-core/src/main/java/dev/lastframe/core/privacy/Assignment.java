package dev.lastframe.core.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What follows a name in {@code name = "value"}, in whatever language: {@code name: value}, {@code
 * 'name' => 'value'}, {@code <name>value</name>}, {@code set("name", "value")}, {@code key="name"
 * value="value"}, with quotes that may be escaped.
 *
 * @param value where the value begins, behind its quote
 * @param bare where it begins behind everything that is in front of values
 * @param quote what it is quoted by, 0 without quotes
 * @param escaped whether the quote has a backslash before it
 * @param suffixed whether the name goes on behind the word that was found
 * @param operator the first character between name and value
 * @param blank whether blanks are before the value
 */
record Assignment(
        int value,
        int bare,
        char quote,
        boolean escaped,
        boolean suffixed,
        char operator,
        boolean blank) {

    private static final int LONGEST_SUFFIX = 20;
    private static final int MOST_QUOTES = 5;

    /** Reads on behind a name; null if nothing is assigned there. */
    static @Nullable Assignment after(String text, int nameEnd) {
        int at = nameEnd;
        while (at < text.length() && at - nameEnd < LONGEST_SUFFIX && inName(text.charAt(at))) {
            at++;
        }
        boolean suffixed = !text.substring(nameEnd, at).isBlank();
        at = skip(text, at, " \t\"'`\\])");
        if (text.regionMatches(true, at, "value", 0, 5)) {
            at = skip(text, at + 5, " \t");
        }
        int from = at;
        while (at < text.length() && at - from < 3 && "=:>|?,~".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String between = text.substring(from, at);
        if (!between.equals("||") && between.chars().noneMatch(c -> "=:>,".indexOf(c) >= 0)) {
            return null;
        }
        char operator = text.charAt(from);
        int before = at;
        at = skip(text, at, " \t\"'`\\=(");
        between = text.substring(before, at);
        int quoteAt = Math.max(between.lastIndexOf('"'), between.lastIndexOf('\''));
        quoteAt = Math.max(quoteAt, between.lastIndexOf('`'));
        // What stands behind the last quote is in the value.
        int value = quoteAt >= 0 ? before + quoteAt + 1 : at;
        char quote = quoteAt >= 0 ? between.charAt(quoteAt) : 0;
        boolean doubled = quoteAt > 0 && between.charAt(quoteAt - 1) == quote;
        if (doubled && (value >= text.length() || !Edges.wordly(text.charAt(value)))) {
            return null; // an empty value
        }
        boolean escaped = quoteAt > 0 && between.charAt(quoteAt - 1) == '\\';
        return at >= text.length()
                ? null
                : new Assignment(
                        value, at, quote, escaped, suffixed, operator, between.indexOf(' ') >= 0);
    }

    /** The closing quote; -1 where there is none. */
    int close(String text) {
        if (quote == 0) {
            return -1;
        }
        for (int at = text.indexOf(quote, value); at >= 0; at = text.indexOf(quote, at + 1)) {
            boolean behindBackslash = at > value && text.charAt(at - 1) == '\\';
            if (behindBackslash == escaped) {
                return escaped ? at - 1 : at;
            }
        }
        return -1;
    }

    private static int skip(String text, int from, String which) {
        int at = from;
        while (at < text.length()
                && at - from < MOST_QUOTES
                && which.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean inName(char c) {
        return c < 128 && Edges.wordly(c)
                || c == '_'
                || c == '.'
                || c == '-'
                || c == ' '
                || c == '\t';
    }
}
