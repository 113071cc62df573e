package dev.lastframe.core.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names of the person, the account and the computer, as whole words in any case.
 *
 * <p>A name that says nothing about anyone ({@code root}, {@code localhost}) stays. A name that is
 * also a word ({@code mark}), or shorter than three letters, is replaced only where the text says
 * that it is an account's: behind {@code /home/}, {@code user=} and the like. The folder of the
 * home is replaced whatever it is called.
 */
final class Names {

    private static final int SHORTEST = 3;
    private static final int SHORTEST_PART = 4;

    /** How far back the text is read for a sign that a word is an account's name. */
    private static final int BEFORE = 16;

    private static final List<String> FOLDERS =
            List.of("/home/", "/users/", "\\users\\", "\\\\users\\\\");

    private static final List<String> SIGNS =
            List.of("user", "username", "logname", "login", "owner", "account", "benutzer");

    private final Identity identity;
    private final OrdinaryWords ordinary;

    Names(Identity identity, OrdinaryWords ordinary) {
        this.identity = identity;
        this.ordinary = ordinary;
    }

    void register(Map<String, List<Clue>> clues) {
        for (String home : identity.homes()) {
            for (String written : waysToWrite(home)) {
                Keyed.add(clues, written, home(written));
            }
        }
        name(clues, identity.userName(), Kind.USER);
        String host = identity.hostName();
        name(clues, host, Kind.HOST);
        int dot = host.indexOf('.');
        if (dot > 0 && !host.chars().allMatch(c -> c == '.' || Edges.digit((char) c))) {
            name(clues, host.substring(0, dot), Kind.HOST);
        }
        person(clues);
    }

    private void name(Map<String, List<Clue>> clues, String name, Kind kind) {
        if (name.isEmpty() || ordinary.nobodys(name)) {
            return;
        }
        boolean word =
                name.length() < SHORTEST
                        || name.chars().allMatch(c -> Edges.digit((char) c))
                        || ordinary.word(name);
        Keyed.add(
                clues,
                name,
                (line, start, end) -> {
                    if (Edges.whole(line.text(), start, end)
                            && (!word || isAccount(line.text(), start))) {
                        line.mark(start, end, kind);
                    }
                });
    }

    /** The full name with anything between its parts, and each part that is no word. */
    private void person(Map<String, List<Clue>> clues) {
        String[] parts = identity.fullName().split("[\\s.,_-]+");
        List<String> names = new ArrayList<>();
        for (String part : parts) {
            if (!part.isEmpty()) {
                names.add(part);
            }
        }
        if (names.size() > 1) {
            Keyed.add(clues, names.getFirst(), fullName(names));
            List<String> reversed = names.reversed();
            Keyed.add(clues, reversed.getFirst(), fullName(reversed));
        }
        for (String part : names) {
            if (part.length() >= SHORTEST_PART
                    && !ordinary.nobodys(part)
                    && !ordinary.word(part)
                    && !part.equalsIgnoreCase(identity.userName())) {
                Keyed.add(
                        clues,
                        part,
                        (line, start, end) -> {
                            if (Edges.whole(line.text(), start, end)
                                    && Character.isUpperCase(line.text().charAt(start))) {
                                line.mark(start, end, Kind.USER);
                            }
                        });
            }
        }
    }

    private static Clue fullName(List<String> parts) {
        return (line, start, end) -> {
            String text = line.text();
            int at = end;
            for (String part : parts.subList(1, parts.size())) {
                int from = at;
                while (at < text.length()
                        && at - from < 3
                        && " \t.,_-+".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
                if (at == from || !text.regionMatches(true, at, part, 0, part.length())) {
                    return;
                }
                at += part.length();
            }
            if (Edges.whole(text, start, at)) {
                line.mark(start, at, Kind.USER);
            }
        };
    }

    private static Clue home(String written) {
        boolean exact =
                written.startsWith("/") && !written.startsWith("/Users")
                        || written.startsWith("\\/");
        return (line, start, end) -> {
            String text = line.text();
            if (exact && !text.startsWith(written, start)) {
                return;
            }
            boolean root = start > 0 && written.charAt(0) == '/' && text.charAt(start - 1) == '.';
            char after = end < text.length() ? text.charAt(end) : ' ';
            boolean longer =
                    after == '-'
                            || after == '_'
                            || after == '.'
                                    && end + 1 < text.length()
                                    && Edges.wordly(text.charAt(end + 1));
            if (Edges.whole(text, start, end) && !root && !longer) {
                line.mark(start, end, Kind.HOME);
            }
        };
    }

    private static List<String> waysToWrite(String home) {
        List<String> ways = new ArrayList<>();
        ways.add(home);
        if (home.indexOf('\\') >= 0) {
            ways.add(home.replace("\\", "\\\\"));
            ways.add(home.replace("\\", "\\\\\\\\"));
            ways.add(home.replace('\\', '/'));
            ways.add(home.replace("\\", "%5C").replace(":", "%3A"));
            ways.add(home.replace("\\", "%5C"));
        } else {
            ways.add(home.replace("/", "\\/"));
            ways.add(home.replace("/", "%2F"));
        }
        return ways.stream().distinct().toList();
    }

    private static boolean isAccount(String text, int start) {
        String before = text.substring(Math.max(0, start - BEFORE), start).toLowerCase(Locale.ROOT);
        if (FOLDERS.stream().anyMatch(before::endsWith)) {
            return true;
        }
        int at = before.length();
        while (at > 0 && " \t\"'\\(".indexOf(before.charAt(at - 1)) >= 0) {
            at--;
        }
        if (before.substring(0, at).matches(".*\\b[ug]id=\\d+") && before.endsWith("(")) {
            return true;
        }
        if (at == 0 || "=:".indexOf(before.charAt(at - 1)) < 0) {
            return false;
        }
        at--;
        while (at > 0 && " \t\"'\\".indexOf(before.charAt(at - 1)) >= 0) {
            at--;
        }
        String sign = before.substring(0, at);
        return SIGNS.stream()
                .anyMatch(s ->
                        sign.endsWith(s)
                                && (sign.length() == s.length()
                                        || !Edges.letter(
                                                sign.charAt(sign.length() - s.length() - 1))));
    }
}
