package dev.lastframe.core.privacy;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Knows every placeholder, so that text which was redacted once stays as it is. Immutable. */
final class Kinds {

    private final Set<String> names = new HashSet<>();
    private final int longest;

    Kinds(Collection<Kind> kinds) {
        int most = 0;
        for (Kind kind : kinds) {
            names.add(kind.name());
            most = Math.max(most, kind.name().length());
        }
        longest = most;
    }

    /** The end of the placeholder that begins here; the same place if none does. */
    int placeholderAt(String text, int at) {
        if (at >= text.length() || text.charAt(at) != '[') {
            return at;
        }
        int close = text.indexOf(']', at, Math.min(text.length(), at + longest + 2));
        return close > at && names.contains(text.substring(at + 1, close)) ? close + 1 : at;
    }

    /** Whether all of a stretch is inside one placeholder. */
    boolean inPlaceholder(String text, int start, int end) {
        for (int at = start; at >= Math.max(0, start - longest - 1); at--) {
            char c = text.charAt(at);
            if (c == '[') {
                return placeholderAt(text, at) >= end;
            }
            if (c == ']' && at < start) {
                return false;
            }
        }
        return false;
    }
}
