package dev.lastframe.core.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values whose name tells that they are secret. Beside a word for a password every value is one;
 * beside words for tokens and keys it has to look generated. Immutable.
 */
final class Assignments {

    private static final List<String> PASSWORDS =
            List.of(
                    "password",
                    "passwd",
                    "passphrase",
                    "passwort",
                    "kennwort",
                    "passcode",
                    "contraseña",
                    "motdepasse");

    /** The value has to look generated. */
    private static final List<String> SECRETS =
            List.of(
                    "secret",
                    "token",
                    "apikey",
                    "authkey",
                    "accesskey",
                    "secretkey",
                    "privatekey",
                    "signingkey",
                    "masterkey",
                    "credential",
                    "credentials",
                    "creds",
                    "signature",
                    "sessionid",
                    "pwd");

    /** Words with many other meanings: the value has to look very much so. */
    private static final List<String> HINTS =
            List.of("key", "api", "auth", "access", "pass", "session");

    private static final Set<String> NOTHING =
            Set.of(
                    "null",
                    "none",
                    "nil",
                    "undefined",
                    "true",
                    "false",
                    "yes",
                    "no",
                    "on",
                    "off",
                    "empty",
                    "unset",
                    "set",
                    "required",
                    "optional",
                    "missing",
                    "invalid",
                    "incorrect",
                    "wrong",
                    "expired",
                    "changed",
                    "hidden",
                    "protected",
                    "must",
                    "field",
                    "ok",
                    "accepted",
                    "rejected",
                    "failed",
                    "denied",
                    "enter",
                    "forgot",
                    "not",
                    "is",
                    "the",
                    "a",
                    "an",
                    "please",
                    "your",
                    "new",
                    "old",
                    "redacted",
                    "masked",
                    "removed",
                    "secret",
                    "password",
                    "string",
                    "text",
                    "falsch",
                    "erforderlich",
                    "geändert",
                    "fehlt",
                    "nicht",
                    "leer",
                    "char[]",
                    "n/a",
                    "?");

    private static final int LEAST_SECRET = 8;
    private static final int LEAST_HINTED = 10;
    private static final int MOST_DECIDING = 160;
    private static final int LONGEST_WORD = 64;

    void register(Map<String, List<Clue>> clues) {
        for (String word : PASSWORDS) {
            Keyed.add(clues, word, Assignments::password);
        }
        for (String word : SECRETS) {
            Keyed.add(clues, word, (line, start, end) -> secret(line, start, end, false));
        }
        for (String word : HINTS) {
            Keyed.add(clues, word, (line, start, end) -> secret(line, start, end, true));
        }
    }

    /** What a field's value is, by the field's name; null if the name tells nothing about it. */
    @Nullable Kind field(String name, String value) {
        String folded = name.toLowerCase(Locale.ROOT);
        for (String word : PASSWORDS) {
            if (folded.endsWith(word) && !nothing(value)) {
                return Kind.PASSWORD;
            }
        }
        return null;
    }

    private static void password(Line line, int start, int end) {
        String text = line.text();
        if (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
            secret(line, start, end, false);
            return;
        }
        if (option(text, start, end)) {
            markPlain(line, end + 1, Kind.PASSWORD);
            return;
        }
        Assignment assigned = Assignment.after(text, end);
        if (assigned == null || line.covered(assigned.value())) {
            return;
        }
        if (assigned.suffixed()) {
            secret(line, assigned, false);
            return;
        }
        int close = assigned.close(text);
        if (close >= 0) {
            String value = text.substring(assigned.value(), close);
            if (!nothing(value) && !line.placeholderAt(assigned.value())) {
                line.mark(assigned.value(), close, Kind.PASSWORD);
            }
            return;
        }
        if (assigned.operator() == ',') {
            return;
        }
        if (assigned.operator() == '>') {
            int tag = text.indexOf('<', assigned.value());
            if (tag >= 0) {
                markUnless(line, assigned.value(), tag, Kind.PASSWORD);
            }
            return;
        }
        int valueEnd = plainEnd(line, assigned.value());
        boolean sentence =
                assigned.operator() == ':'
                        && assigned.blank()
                        && !blankFrom(text, valueEnd)
                        && !made(text, assigned.value(), valueEnd);
        if (!sentence && !call(text, assigned.value(), valueEnd)) {
            markUnless(line, assigned.value(), valueEnd, Kind.PASSWORD);
        }
    }

    /** {@code --password hunter2}: nothing but a blank between the two. */
    private static boolean option(String text, int start, int end) {
        if (end + 1 >= text.length() || text.charAt(end) != ' ' || text.charAt(end + 1) == '-') {
            return false;
        }
        int at = start;
        while (at > 0
                && start - at < 40
                && (Edges.wordly(text.charAt(at - 1)) || text.charAt(at - 1) == '-')) {
            at--;
        }
        return text.startsWith("--", at);
    }

    private static void markPlain(Line line, int value, Kind kind) {
        markUnless(line, value, plainEnd(line, value), kind);
    }

    private static void markUnless(Line line, int start, int end, Kind kind) {
        if (!line.placeholderAt(start) && !nothing(line.text().substring(start, end))) {
            line.mark(start, end, kind);
        }
    }

    /**
     * The end of a value without quotes: a blank, or something that separates it from what follows.
     * A password may hold commas and brackets too, so they end it only where another name follows
     * or nothing does.
     */
    private static int plainEnd(Line line, int start) {
        String text = line.text();
        int end = line.runEnd(start);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if ((c == '&' || c == ',' || c == ';') && nameFollows(text, i + 1, end)) {
                return i;
            }
        }
        while (end > start && ",;)]}>".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean nameFollows(String text, int from, int end) {
        int at = from;
        while (at < end
                && at - from < 30
                && (Edges.wordly(text.charAt(at)) || "_.-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at > from && at < end && (text.charAt(at) == '=' || text.charAt(at) == ':');
    }

    /** A digit or a sign inside: no word of a sentence. */
    private static boolean made(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (Edges.digit(c) || (i < end - 1 && !Edges.wordly(c) && c != '-')) {
                return true;
            }
        }
        return false;
    }

    /** {@code password = read("…")}: a program's text, not its data. */
    private static boolean call(String text, int start, int end) {
        int at = start;
        while (at < end && (Edges.letter(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return at > start && at < text.length() && text.charAt(at) == '(';
    }

    private static boolean blankFrom(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at == text.length();
    }

    private static boolean nothing(String value) {
        String bare =
                value.length() > LONGEST_WORD ? value.substring(0, LONGEST_WORD) : value.strip();
        if (bare.isEmpty()
                || NOTHING.contains(bare.replaceAll("[.!,:]+$", "").toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (bare.startsWith("${") || bare.startsWith("{{") || bare.equals("{}")) {
            return true;
        }
        if (bare.length() > 1
                && bare.charAt(0) == '$'
                && bare.chars().skip(1).allMatch(c -> c == '_' || (c >= 'A' && c <= 'Z'))) {
            return true;
        }
        char first = bare.charAt(0);
        return "*x.•-%#".indexOf(first) >= 0 && bare.chars().allMatch(c -> c == first);
    }

    private static void secret(Line line, int start, int end, boolean hint) {
        String text = line.text();
        if (hint && !begins(text, start)) {
            return;
        }
        // Longer words ("tokenizer", "keyboard") tell less.
        boolean strict = hint || (end < text.length() && Character.isLowerCase(text.charAt(end)));
        if (option(text, start, end)) {
            generated(line, end + 1, strict);
            return;
        }
        Assignment assigned = Assignment.after(text, end);
        if (assigned != null) {
            secret(line, assigned, strict);
        }
    }

    private static void secret(Line line, Assignment assigned, boolean strict) {
        if (assigned.operator() == ',' && assigned.quote() == 0) {
            return;
        }
        boolean header = line.curl() && assigned.operator() == ':';
        generated(line, assigned.bare(), strict);
        if (header && !line.covered(assigned.bare())) {
            int end = line.runEnd(assigned.bare());
            if (end - assigned.bare() >= LEAST_SECRET) {
                markUnless(line, assigned.bare(), end, Kind.SECRET);
            }
        }
    }

    private static void generated(Line line, int value, boolean strict) {
        String text = line.text();
        if (line.covered(value) || line.placeholderAt(value)) {
            return;
        }
        int most = Math.min(text.length(), value + MOST_DECIDING);
        int end = value;
        while (end < most && Randomness.usable(text.charAt(end))) {
            end++;
        }
        boolean ends = end == most || (!Edges.wordly(text.charAt(end)) && text.charAt(end) != ':');
        if (ends
                && end - value >= (strict ? LEAST_HINTED : LEAST_SECRET)
                && Randomness.random(text, value, end, strict)) {
            while (end < text.length() && Randomness.usable(text.charAt(end))) {
                end++;
            }
            line.mark(value, end, Kind.SECRET);
        }
    }

    /** {@code api_key}, {@code apiKey} and {@code key}, but not {@code monkey}. */
    private static boolean begins(String text, int start) {
        return Edges.begins(text, start)
                || !Edges.letter(text.charAt(start - 1))
                || (Character.isUpperCase(text.charAt(start))
                        && Character.isLowerCase(text.charAt(start - 1)));
    }
}
