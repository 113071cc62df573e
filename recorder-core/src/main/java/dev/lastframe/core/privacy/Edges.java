package dev.lastframe.core.privacy;

/** Where words begin and end, also in text that was escaped for JSON or a URL. */
final class Edges {

    private Edges() {}

    /** A letter or digit: what makes a neighbour part of the same word. */
    static boolean wordly(char c) {
        return c < 128
                ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                : Character.isLetterOrDigit(c);
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean hex(char c) {
        return digit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /** Whether a word can begin here: after no letter or digit, or after an escape. */
    static boolean begins(String text, int at) {
        return at == 0 || !wordly(text.charAt(at - 1)) || afterEscape(text, at);
    }

    /** Whether a word ends here. */
    static boolean ends(String text, int at) {
        return at >= text.length() || !wordly(text.charAt(at));
    }

    static boolean whole(String text, int start, int end) {
        return begins(text, start) && ends(text, end);
    }

    /** Whether what is just before is {@code \n}, {@code %2F} or {@code \\u002f}, not a word. */
    private static boolean afterEscape(String text, int at) {
        char last = text.charAt(at - 1);
        if (at >= 2 && text.charAt(at - 2) == '\\') {
            return last == 'n' || last == 'r' || last == 't' || last == 'b' || last == 'f';
        }
        if (at >= 3 && text.charAt(at - 3) == '%') {
            return hex(last) && hex(text.charAt(at - 2));
        }
        if (at >= 6 && text.charAt(at - 6) == '\\' && text.charAt(at - 5) == 'u') {
            return hex(last)
                    && hex(text.charAt(at - 2))
                    && hex(text.charAt(at - 3))
                    && hex(text.charAt(at - 4));
        }
        return false;
    }
}
