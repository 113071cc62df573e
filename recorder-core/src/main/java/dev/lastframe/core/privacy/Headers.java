package dev.lastframe.core.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The values of headers that let somebody in, as HTTP writes them and as programs print them. */
final class Headers {

    private static final Set<String> SCHEMES =
            Set.of(
                    "basic",
                    "bearer",
                    "token",
                    "digest",
                    "negotiate",
                    "ntlm",
                    "apikey",
                    "api-key",
                    "api-token",
                    "apitoken",
                    "aws4-hmac-sha256",
                    "hmac",
                    "oauth",
                    "key",
                    "dpop",
                    "splunk",
                    "private-token");

    private static final int LEAST = 8;
    private static final int LONGEST_WORD = 256;

    void register(Map<String, List<Clue>> clues) {
        Keyed.add(clues, "authorization", Headers::authorization);
        Keyed.add(clues, "cookie", Headers::cookie);
        Keyed.add(clues, "bearer ", Headers::bearer);
    }

    private static void authorization(Line line, int start, int end) {
        String text = line.text();
        Assignment assigned = Assignment.after(text, end);
        if (assigned == null || assigned.suffixed() || line.covered(assigned.value())) {
            return;
        }
        int from = afterBlanks(text, assigned.value());
        int word = wordEnd(text, from);
        int credentials = afterBlanks(text, word);
        if (credentials > word
                && credentials < text.length()
                && SCHEMES.contains(text.substring(from, word).toLowerCase(Locale.ROOT))) {
            markUnless(
                    line,
                    credentials,
                    Math.max(credentials, valueEnd(text, assigned)),
                    Kind.AUTHORIZATION);
            return;
        }
        boolean digit = text.substring(from, word).chars().anyMatch(c -> Edges.digit((char) c));
        if (digit && word - from >= LEAST) {
            markUnless(line, from, Math.max(from, valueEnd(text, assigned)), Kind.AUTHORIZATION);
        }
    }

    private static int afterBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < LONGEST_WORD && !quoteOrBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean quoteOrBlank(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '`';
    }

    private static void cookie(Line line, int start, int end) {
        String text = line.text();
        Assignment assigned = Assignment.after(text, end);
        if (assigned == null || assigned.suffixed() || line.covered(assigned.value())) {
            return;
        }
        int from = assigned.value();
        int equal = from;
        while (equal < text.length()
                && equal - from < LONGEST_WORD
                && text.charAt(equal) != '='
                && !quoteOrBlank(text.charAt(equal))) {
            equal++;
        }
        if (equal + 1 < text.length() && text.charAt(equal) == '=') {
            markUnless(line, from, valueEnd(text, assigned), Kind.COOKIE);
        }
    }

    private static void bearer(Line line, int start, int end) {
        String text = line.text();
        int at = end;
        boolean digit = false;
        while (at < text.length() && Randomness.usable(text.charAt(at))) {
            digit |= Edges.digit(text.charAt(at));
            at++;
        }
        if (digit && at - end >= LEAST * 2 && !line.covered(end)) {
            line.mark(end, at, Kind.AUTHORIZATION);
        }
    }

    private static void markUnless(Line line, int start, int end, Kind kind) {
        if (!line.placeholderAt(start)) {
            line.mark(start, end, kind);
        }
    }

    /** To the closing quote, of the value or of all the header, or to the line's end. */
    private static int valueEnd(String text, Assignment assigned) {
        int close = assigned.close(text);
        if (close >= 0) {
            return close;
        }
        int at = assigned.value();
        while (at < text.length()
                && "\"'`".indexOf(text.charAt(at)) < 0
                && !text.startsWith("\\n", at)
                && !text.startsWith("\\r", at)) {
            at++;
        }
        return at > assigned.value() && at < text.length() && text.charAt(at - 1) == '\\'
                ? at - 1
                : at;
    }
}
