package dev.lastframe.core.privacy;

import java.util.List;
import java.util.Map;

/** {@code curl -u name:password}; the header options are those of {@link Headers}. */
final class Curl {

    void register(Map<String, List<Clue>> clues) {
        Keyed.add(clues, "curl ", (line, start, end) -> line.callsCurl());
        Keyed.add(clues, "-u", Curl::user);
        Keyed.add(clues, "--user", Curl::user);
    }

    private static void user(Line line, int start, int end) {
        String text = line.text();
        boolean apart =
                start == 0 || text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t';
        if (!line.curl() || !apart || end >= text.length()) {
            return;
        }
        int at = end;
        while (at < text.length() && at - end < 6 && " \t=".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at >= text.length() || at == end && end - start > 2) {
            return;
        }
        char quote = text.charAt(at);
        int to;
        if (quote == '"' || quote == '\'') {
            at++;
            to = text.indexOf(quote, at);
            to = to < 0 ? text.length() : to;
            // name quoted apart from the password
            if (to + 1 < text.length() && text.charAt(to + 1) == ':') {
                to = quotedEnd(text, to + 2);
            }
        } else {
            to = quotedEnd(text, at);
        }
        int colon = text.indexOf(':', at, Math.max(at, to));
        if (colon < 0 || colon >= to || line.covered(at) || line.placeholderAt(colon + 1)) {
            return;
        }
        if (colon + 1 == to) {
            line.mark(at, colon, Kind.PASSWORD); // a token in the name's place
        } else {
            line.mark(colon + 1, to, Kind.PASSWORD);
        }
    }

    /** The end of a word of the shell, with what is quoted in it. */
    private static int quotedEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) > ' ') {
            char c = text.charAt(at);
            int close = c == '"' || c == '\'' ? text.indexOf(c, at + 1) : -1;
            at = close < 0 ? at + 1 : close + 1;
        }
        return at;
    }
}
