package dev.lastframe.core.privacy;

import java.util.List;
import java.util.Set;

/**
 * A private key between {@code -----BEGIN … PRIVATE KEY-----} and its end, over lines that may have
 * something before them, as a log's have. One thread at a time.
 */
final class KeyBlock {

    private static final String BEGIN = "-----BEGIN";
    private static final String END = "-----END";
    private static final String DASHES = "-----";
    private static final String KEY = "PRIVATE KEY";
    private static final int LONGEST_NAME = 120;

    /** A run of base64 this long is none of a sentence's words. */
    private static final int LONG_RUN = 40;

    private static final int MOST_QUOTES = 6;

    /** How many characters of a key are in a line, by the programs that write keys. */
    private static final Set<Integer> WIDTHS = Set.of(64, 70, 76);

    /** What may stand between the first line and the key. */
    private static final List<String> HEADERS =
            List.of("Proc-Type: ", "DEK-Info: ", "Version: ", "Comment: ", "Hash: ", "Charset: ");

    private final int beginColumn;
    private int lines;

    /** Whether a key was begun is not known: only lines that look much like one are taken. */
    private boolean unsure;

    /** Where the key begins in its lines, once that is known. */
    private int column = -1;

    KeyBlock(int beginColumn) {
        this.beginColumn = beginColumn;
    }

    /** A key that may have begun where nobody looked. */
    static KeyBlock perhaps() {
        KeyBlock block = new KeyBlock(-1);
        block.unsure = true;
        return block;
    }

    int lines() {
        return lines;
    }

    /** Where a private key begins, -1 if none does. */
    static int beginIn(String line, int from) {
        for (int at = line.indexOf(BEGIN, from); at >= 0; at = line.indexOf(BEGIN, at + 1)) {
            if (bodyOf(line, at) > 0) {
                return at;
            }
        }
        return -1;
    }

    /** Behind the first line of a key that begins here; -1 if it is of something else. */
    static int bodyOf(String line, int begin) {
        int from = begin + BEGIN.length();
        int close = line.indexOf(DASHES, from, Math.min(line.length(), from + LONGEST_NAME));
        return close >= 0 && line.substring(from, close).contains(KEY)
                ? close + DASHES.length()
                : -1;
    }

    /** Behind the key's end in a line, -1 if it does not end there. */
    static int endIn(String line, int from) {
        int at = line.indexOf(END, from);
        if (at < 0) {
            return -1;
        }
        int close = line.indexOf(DASHES, at + END.length());
        return close < 0 ? line.length() : close + DASHES.length();
    }

    /**
     * How far what follows the first line in the same line belongs to the key: all of it where it
     * is nothing but quotes, nothing of it where it is words.
     */
    static int bodyEnd(String line, int from) {
        int at = from;
        int longest = 0;
        int run = 0;
        while (at < line.length()
                && (base64(line.charAt(at)) || " \t\\\"',;`".indexOf(line.charAt(at)) >= 0)) {
            run = base64(line.charAt(at)) ? run + 1 : 0;
            longest = Math.max(longest, run);
            at++;
        }
        boolean nothing = at == line.length() && at - from <= MOST_QUOTES;
        return nothing || longest >= LONG_RUN ? at : from;
    }

    /** Whether a line looks as if it belonged to the key. */
    boolean takes(String line) {
        lines++;
        String bare = line.strip();
        boolean nothing = bare.isEmpty() || line.length() <= beginColumn;
        if (nothing || HEADERS.stream().anyMatch(bare::contains)) {
            return !unsure;
        }
        int end = line.length();
        while (end > 0 && line.length() - end < MOST_QUOTES && !base64(line.charAt(end - 1))) {
            end--; // quotes, commas and such
        }
        int start = end;
        while (start > 0 && base64(line.charAt(start - 1))) {
            start--;
        }
        if (unsure ? likely(line, start, end) : end - start >= LONG_RUN) {
            column = start;
            unsure = false;
            return true;
        }
        if (unsure) {
            return false;
        }
        boolean alone = line.substring(0, start).isBlank() || bare.indexOf(' ') < 0;
        return alone || start == (column >= 0 ? column : beginColumn);
    }

    /** As wide as the lines of keys are, and no hash in hexadecimal digits. */
    private static boolean likely(String line, int start, int end) {
        boolean wide = WIDTHS.contains(end - start);
        for (int i = start; wide && i < end; i++) {
            if (!Edges.hex(line.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean base64(char c) {
        return c < 128 && Edges.wordly(c) || c == '+' || c == '/' || c == '=';
    }
}
