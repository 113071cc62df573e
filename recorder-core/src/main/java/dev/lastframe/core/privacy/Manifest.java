package dev.lastframe.core.privacy;

import java.util.regex.Pattern;

/**
 * A secret of Kubernetes: every value below its {@code data} is one, whatever it is called. Where
 * {@code data} comes before {@code kind: Secret}, or alone, the values have to look like base64.
 * One thread at a time.
 */
final class Manifest {

    private static final Pattern SECRET =
            Pattern.compile(
                    "[\\s\"',-]*+kind[\"']?+\\s*+:\\s*+[\"']?+secret[\"',]*+\\s*+",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern DATA =
            Pattern.compile(
                    "[\\s\"']*+(?:string)?+data[\"']?+\\s*+:\\s*+[{]?+\\s*+",
                    Pattern.CASE_INSENSITIVE);

    private static final int LONGEST = 60;
    private static final int LONGEST_HEAD = 60;
    private static final int LEAST = 10;

    private int secret;
    private int data;

    /** The line, with a placeholder for its value if that is secret. */
    String line(String line, Redactor redactor) {
        if (line.length() < LONGEST_HEAD && line.indexOf(':') > 0) {
            if (SECRET.matcher(line).matches()) {
                secret = LONGEST;
                return line;
            }
            if (DATA.matcher(line).matches()) {
                data = LONGEST;
                return line;
            }
        }
        if (secret == 0 && data == 0) {
            return line;
        }
        boolean known = secret > 0;
        secret = Math.max(0, secret - 1);
        data = Math.max(0, data - 1);
        int from = value(line);
        int to = from;
        while (to < line.length() && KeyBlock.base64(line.charAt(to))) {
            to++;
        }
        if (to - from < LEAST || !rest(line, to) || !made(line, from, to, known)) {
            return line;
        }
        redactor.count(Kind.SECRET);
        return line.substring(0, from) + Kind.SECRET.placeholder() + line.substring(to);
    }

    /** Where the value of an indented name begins; the line's end if there is none. */
    private static int value(String line) {
        boolean deeper = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
        int colon = line.indexOf(':');
        if (!deeper || colon < 0) {
            return line.length();
        }
        int at = colon + 1;
        while (at < line.length() && " \t\"'".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean rest(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if ("\"', \t".indexOf(line.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean made(String line, int from, int to, boolean known) {
        boolean upper = false;
        boolean lower = false;
        boolean digit = false;
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
            digit |= Edges.digit(c) || c == '+' || c == '/' || c == '=';
        }
        return known ? upper || digit : upper && lower && digit && (to - from) % 4 == 0;
    }
}
