package dev.lastframe.core.privacy;

import org.jspecify.annotations.Nullable;

/**
 * Redacts lines that follow each other, and remembers what goes on over several of them: private
 * keys, secrets of Kubernetes, calls of curl. One thread at a time; never blocks.
 */
public final class LineRedactor {

    /** A key of more lines than this is none. */
    private static final int LONGEST_KEY = 200;

    private static final int LONGEST_CALL = 5;

    private final Redactor redactor;
    private @Nullable KeyBlock key;
    private final Manifest manifest = new Manifest();
    private int call;

    LineRedactor(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * The next line, without its end. Null if nothing of it may be left: it is inside a private
     * key, whose first line was replaced by {@code [private key]}.
     */
    public @Nullable String line(String line) {
        KeyBlock open = key;
        if (open != null) {
            int end = KeyBlock.endIn(line, 0);
            if (end >= 0) {
                key = null;
                return line.substring(end).isBlank() ? null : rest(line.substring(end));
            }
            if (open.takes(line) && open.lines() < LONGEST_KEY) {
                return null;
            }
            key = null;
        }
        return rest(line);
    }

    /**
     * The next line, of which nothing is kept. Cheaper than {@link #line}; what begins in it is
     * remembered all the same.
     */
    public void passOver(String line) {
        KeyBlock open = key;
        if (open != null) {
            if (KeyBlock.endIn(line, 0) < 0 && open.takes(line) && open.lines() < LONGEST_KEY) {
                return;
            }
            key = null;
        }
        int begin = KeyBlock.beginIn(line, 0);
        if (begin >= 0 && KeyBlock.endIn(line, begin) < 0) {
            key = new KeyBlock(begin);
        }
    }

    /** Lines are missing: what follows may be the middle of a private key. */
    public void gap() {
        key = KeyBlock.perhaps();
    }

    private String rest(String line) {
        int begin = KeyBlock.beginIn(line, 0);
        if (begin < 0) {
            return plain(line);
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        boolean ends = true;
        while (begin >= 0) {
            out.append(plain(line.substring(at, begin))).append(Kind.PRIVATE_KEY.placeholder());
            redactor.count(Kind.PRIVATE_KEY);
            at = KeyBlock.bodyOf(line, begin);
            int end = ends ? KeyBlock.endIn(line, at) : -1;
            ends = end >= 0;
            at = ends ? end : KeyBlock.bodyEnd(line, at);
            if (!ends && at == line.length()) {
                key = new KeyBlock(begin);
                return out.toString();
            }
            begin = KeyBlock.beginIn(line, at);
        }
        return out.append(plain(line.substring(at))).toString();
    }

    private String plain(String text) {
        Line line = redactor.look(manifest.line(text, redactor), call > 0);
        call = line.curl() && call == 0 ? LONGEST_CALL : Math.max(0, call - 1);
        return line.redacted(0, redactor::count);
    }
}
