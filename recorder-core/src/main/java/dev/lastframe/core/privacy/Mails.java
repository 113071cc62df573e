package dev.lastframe.core.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** E-mail addresses; not file names, versions, units or accounts that have an at sign too. */
final class Mails implements Clue {

    /** What ends a file's or unit's name and is no domain people have addresses in. */
    private static final Set<String> NO_DOMAINS =
            Set.of(
                    "png",
                    "jpg",
                    "jpeg",
                    "gif",
                    "svg",
                    "webp",
                    "ico",
                    "bmp",
                    "pdf",
                    "js",
                    "mjs",
                    "cjs",
                    "ts",
                    "tsx",
                    "jsx",
                    "css",
                    "scss",
                    "json",
                    "xml",
                    "html",
                    "java",
                    "class",
                    "jar",
                    "kt",
                    "py",
                    "rb",
                    "rs",
                    "go",
                    "cpp",
                    "log",
                    "txt",
                    "md",
                    "yml",
                    "yaml",
                    "toml",
                    "conf",
                    "sock",
                    "service",
                    "socket",
                    "timer",
                    "target",
                    "mount",
                    "slice",
                    "scope",
                    "device",
                    "path",
                    "swap",
                    "automount",
                    "so",
                    "dll",
                    "exe",
                    "gz",
                    "zip",
                    "tgz",
                    "tar",
                    "lock",
                    "map",
                    "mp4",
                    "mp3",
                    "wav",
                    "ogg",
                    "webm");

    /** Endings of our own files' names that have another ending behind them. */
    private static final Set<String> OWN_ENDINGS = Set.of("recording", "events", "report", "cut");

    /** What an address in a file's name is told by, besides the countries' two letters. */
    private static final Set<String> DOMAINS_IN_FILES =
            Set.of(
                    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "name", "app",
                    "dev", "cloud", "email", "online", "tech");

    /** Domains below which names of digits alone are known to give addresses. */
    private static final Set<String> DIGIT_DOMAINS = Set.of("com", "net", "org", "cn");

    private static final int LONGEST_DOMAIN = 255;
    private static final int LONGEST_LOCAL = 64;

    void register(Map<String, List<Clue>> clues) {
        Keyed.add(clues, "@", this);
        Keyed.add(clues, "%40", this);
    }

    @Override
    public void look(Line line, int start, int end) {
        if (start == 0 || line.covered(start - 1)) {
            return; // a password before its host
        }
        String text = line.text();
        int from = start;
        int least = end - start == 1 ? 0 : Math.max(0, start - LONGEST_LOCAL);
        while (from > least && local(text.charAt(from - 1))) {
            from--;
        }
        while (from < start && text.charAt(from) == '.') {
            from++;
        }
        if (from > 0 && text.charAt(from - 1) == '\\' && "nrtbf".indexOf(text.charAt(from)) >= 0) {
            from++; // the letter of an escape
        }
        int to = domainEnd(text, end);
        if (from >= start || to < 0 || text.substring(from, start).equalsIgnoreCase("git")) {
            return;
        }
        line.mark(from, to, Kind.MAIL);
    }

    private static boolean local(char c) {
        return Edges.wordly(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
    }

    /** The end of a domain name that begins here, -1 if none does. */
    private static int domainEnd(String text, int at) {
        int end = at;
        int lastDot = -1;
        int dots = 0;
        while (end < text.length() && end - at < LONGEST_DOMAIN) {
            char c = text.charAt(end);
            if (c == '.') {
                if (end == at || end + 1 >= text.length() || !Edges.wordly(text.charAt(end + 1))) {
                    break;
                }
                lastDot = end;
                dots++;
            } else if (!Edges.wordly(c) && c != '-') {
                break;
            }
            end++;
        }
        while (end > at && text.charAt(end - 1) == '-') {
            end--;
        }
        if (lastDot < 0 || end - lastDot < 3) {
            return -1;
        }
        String last = label(text, lastDot, end);
        boolean file = false;
        while (NO_DOMAINS.contains(last) || (file && OWN_ENDINGS.contains(last))) {
            // a file that is named after an address
            file = true;
            end = lastDot;
            dots--;
            lastDot = text.lastIndexOf('.', end - 1);
            if (lastDot < at) {
                return -1;
            }
            last = label(text, lastDot, end);
        }
        if (file && last.length() != 2 && !DOMAINS_IN_FILES.contains(last)) {
            return -1;
        }
        boolean letters = last.chars().allMatch(Character::isLetter);
        if (!letters && !last.startsWith("xn--")) {
            return -1;
        }
        boolean number = Edges.digit(text.charAt(at)) && digits(text, at);
        return number && !(dots == 1 && DIGIT_DOMAINS.contains(last)) ? -1 : end;
    }

    private static String label(String text, int dot, int end) {
        return text.substring(dot + 1, end).toLowerCase(Locale.ROOT);
    }

    private static boolean digits(String text, int at) {
        int i = at;
        while (i < text.length() && Edges.digit(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '.';
    }
}
