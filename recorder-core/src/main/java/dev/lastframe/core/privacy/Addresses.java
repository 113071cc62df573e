package dev.lastframe.core.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Addresses in a network. A hardware address is six pairs of hexadecimal digits and no more; an
 * IPv6 address has eight groups, or fewer around a double colon. Four numbers with points are as
 * often a version as an address, so they are replaced only where the text says what they are:
 * behind {@code ://} or {@code @}, before a port or a prefix's length, or beside a word such as
 * {@code host} or {@code from}. Addresses that every computer has (127.0.0.1, 0.0.0.0, ::1) stay.
 */
final class Addresses {

    private static final List<String> SIGNS =
            List.of(
                    "ip", "addr", "address", "host", "from", "to", "client", "peer", "remote",
                    "server", "gateway", "dns", "inet", "via", "adresse", "von");

    private static final int PAIRS = 6;
    private static final int GROUPS = 8;
    private static final int BEFORE = 16;

    void register(Map<String, List<Clue>> clues) {
        Keyed.add(clues, ".", Addresses::four);
        Keyed.add(clues, ":", Addresses::groups);
        Keyed.add(clues, "-", Addresses::pairs);
    }

    private static void four(Line line, int start, int end) {
        String text = line.text();
        int from = start;
        while (from > 0 && start - from < 4 && Edges.digit(text.charAt(from - 1))) {
            from--;
        }
        if (from == start || !apart(text, from)) {
            return;
        }
        int at = from;
        for (int i = 0; i < 4; i++) {
            int number = at;
            int value = 0;
            while (at < text.length() && at - number < 4 && Edges.digit(text.charAt(at))) {
                value = value * 10 + text.charAt(at) - '0';
                at++;
            }
            boolean point = i < 3 && (at >= text.length() || text.charAt(at) != '.');
            if (at == number
                    || value > 255
                    || at - number > 1 && text.charAt(number) == '0'
                    || point) {
                return;
            }
            at += i < 3 ? 1 : 0;
        }
        boolean longer =
                at < text.length()
                        && (Edges.wordly(text.charAt(at))
                                || "_-+".indexOf(text.charAt(at)) >= 0
                                || text.charAt(at) == '.'
                                        && at + 1 < text.length()
                                        && Edges.wordly(text.charAt(at + 1)));
        String address = text.substring(from, at);
        boolean everyones =
                address.startsWith("127.")
                        || address.startsWith("0.")
                        || address.startsWith("255.");
        if (!longer && !everyones && isAddress(text, from, at)) {
            line.mark(from, at, Kind.ADDRESS);
        }
    }

    private static boolean isAddress(String text, int from, int to) {
        if (to + 1 < text.length()
                && (text.charAt(to) == ':' || text.charAt(to) == '/')
                && Edges.digit(text.charAt(to + 1))) {
            return true;
        }
        if (from > 0 && "@/".indexOf(text.charAt(from - 1)) >= 0) {
            return text.charAt(from - 1) == '@' || from > 2 && text.startsWith("://", from - 3);
        }
        String before = text.substring(Math.max(0, from - BEFORE), from).toLowerCase(Locale.ROOT);
        int at = before.length();
        while (at > 0 && " \t=:\"'([".indexOf(before.charAt(at - 1)) >= 0) {
            at--;
        }
        if (at == before.length()) {
            return false;
        }
        String word = before.substring(0, at);
        return SIGNS.stream()
                .anyMatch(sign ->
                        word.endsWith(sign)
                                && (word.length() == sign.length()
                                        || !Edges.letter(
                                                word.charAt(word.length() - sign.length() - 1))));
    }

    /** Called for each colon: only the first of an address leads to anything. */
    private static void groups(Line line, int start, int end) {
        String text = line.text();
        int from = start;
        while (from > 0 && start - from < 5 && Edges.hex(text.charAt(from - 1))) {
            from--;
        }
        if (from == start || start - from > 4 || !apart(text, from)) {
            return;
        }
        int at = start;
        int groups = 1;
        int pairs = start - from == 2 ? 1 : 0;
        int gaps = 0;
        while (at < text.length() && text.charAt(at) == ':' && groups <= GROUPS) {
            int next = at + 1;
            if (next < text.length() && text.charAt(next) == ':') {
                gaps++;
                next++;
            }
            int group = next;
            while (next < text.length() && next - group < 5 && Edges.hex(text.charAt(next))) {
                next++;
            }
            if (next == group || next - group > 4) {
                break;
            }
            groups++;
            pairs += next - group == 2 ? 1 : 0;
            at = next;
        }
        boolean ends =
                at >= text.length() || !Edges.wordly(text.charAt(at)) && text.charAt(at) != ':';
        boolean digits = text.substring(from, at).chars().anyMatch(c -> Edges.digit((char) c));
        boolean hardware = groups == PAIRS && pairs == PAIRS && gaps == 0;
        boolean version6 =
                gaps == 0 && groups == GROUPS && digits
                        || gaps == 1
                                && groups >= 2
                                && groups < GROUPS
                                && digits
                                && start - from == 4;
        if (ends && (hardware || version6)) {
            line.mark(from, at, Kind.ADDRESS);
        }
    }

    /** A hardware address with hyphens; with digits alone it may be a date. */
    private static void pairs(Line line, int start, int end) {
        String text = line.text();
        int from = start - 2;
        if (from < 0 || !Edges.hex(text.charAt(from)) || !apart(text, from)) {
            return;
        }
        int to = from + PAIRS * 3 - 1;
        if (to > text.length()) {
            return;
        }
        boolean letters = false;
        for (int i = from; i < to; i++) {
            boolean between = (i - from) % 3 == 2;
            if (between ? text.charAt(i) != '-' : !Edges.hex(text.charAt(i))) {
                return;
            }
            letters |= Edges.letter(text.charAt(i));
        }
        boolean ends =
                to >= text.length() || !Edges.wordly(text.charAt(to)) && text.charAt(to) != '-';
        if (letters && ends) {
            line.mark(from, to, Kind.ADDRESS);
        }
    }

    private static boolean apart(String text, int from) {
        return Edges.begins(text, from) && (from == 0 || ":.-_".indexOf(text.charAt(from - 1)) < 0);
    }
}
