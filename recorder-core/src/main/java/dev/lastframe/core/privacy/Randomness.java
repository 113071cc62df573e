package dev.lastframe.core.privacy;

/** Tells values that a generator made from names, words, versions and paths that people made. */
final class Randomness {

    private static final int MOST_READ = 512;
    private static final double BITS = 3.0;
    private static final double STRICT_BITS = 3.5;

    /** Between random letters and digits the class changes often; in names hardly ever. */
    private static final int CHANGES = 2;

    private static final int STRICT_CHANGES = 3;

    private static final double LETTERS_BITS = 3.8;
    private static final int LEAST_LETTERS = 20;
    private static final double LETTERS_CHANGES = 0.42;

    private Randomness() {}

    /** Whether a character can be in a generated value. */
    static boolean usable(char c) {
        return c < 128 && Edges.wordly(c) || "_.~+/=%-".indexOf(c) >= 0;
    }

    /**
     * @param strict whether the name beside it tells little
     */
    static boolean random(String text, int start, int end, boolean strict) {
        int to = Math.min(end, start + MOST_READ);
        if (path(text, start, to)) {
            return false;
        }
        int changes = 0;
        int cases = 0;
        int digits = 0;
        int letters = 0;
        for (int i = start; i < to; i++) {
            char c = text.charAt(i);
            boolean digit = Edges.digit(c);
            boolean letter = Edges.letter(c);
            digits += digit ? 1 : 0;
            letters += letter ? 1 : 0;
            if (i > start) {
                char before = text.charAt(i - 1);
                if (digit && Edges.letter(before) || letter && Edges.digit(before)) {
                    changes++;
                } else if (letter && Edges.letter(before) && upper(c) != upper(before)) {
                    cases++;
                }
            }
        }
        double bits = bits(text, start, to);
        if (digits == 0 || letters == 0) {
            return letters >= LEAST_LETTERS
                    && bits >= LETTERS_BITS
                    && cases >= LETTERS_CHANGES * (to - start);
        }
        boolean restless = changes + cases >= LETTERS_CHANGES * (to - start);
        return (restless || changes >= (strict ? STRICT_CHANGES : CHANGES))
                && bits >= (strict ? STRICT_BITS : BITS);
    }

    /** A path of the file system or an address, which has keys of its own in its query. */
    private static boolean path(String text, int start, int end) {
        if (text.startsWith("/", start)
                || text.startsWith("./", start)
                || text.startsWith("~/", start)) {
            int at = text.indexOf('/', start) + 1;
            int from = at;
            while (at < end && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
                at++;
            }
            return at - from >= 3 && (at == end || text.charAt(at) == '/');
        }
        return text.substring(start, end).contains("://");
    }

    private static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Bits a character, as Shannon counts them. */
    private static double bits(String text, int start, int end) {
        int[] counts = new int[128];
        int total = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < 128) {
                counts[c]++;
                total++;
            }
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / total;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
