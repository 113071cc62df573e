package dev.lastframe.core.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Makes lines of bytes: what is no UTF-8 becomes the replacement character, colours and other
 * orders to a terminal are left out, what is longer than {@value #MOST} bytes is cut. Used by one
 * thread.
 */
final class LineBuffer {

    /** Takes a line. */
    @FunctionalInterface
    interface Lines {
        /**
         * A line came to its end.
         *
         * @param text without its end
         * @param cut how many bytes of the line are not in the text
         * @param bytes how long the line was
         */
        void line(String text, long cut, long bytes);
    }

    /** Bytes of a line that are kept to be looked at. */
    static final int MOST = 16 * 1024;

    private static final Pattern TERMINAL =
            Pattern.compile(
                    "\u001b(?:\\[[0-9;:?]{0,32}+["
                            + " -/]?+[@-~]|\\][^\u0007\u001b]{0,256}+\u0007?+)?+");

    private static final int BINARY_SHARE = 10;

    private final Lines lines;
    private byte[] line = new byte[256];
    private int length;
    private long cut;

    /** Whether the rest of a line is passed over, whose beginning is not known. */
    private boolean passing;

    LineBuffer(Lines lines) {
        this.lines = lines;
    }

    void bytes(byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            byte b = buffer[i];
            if (b == '\n') {
                end();
            } else if (!passing) {
                add(b);
            }
        }
    }

    /** What was gathered belongs to nothing that comes. */
    void gap(boolean insideLine) {
        length = 0;
        cut = 0;
        passing = insideLine;
    }

    /** The last line of a file has no end sometimes. */
    void endOfFile() {
        if (length > 0) {
            end();
        }
        passing = false;
    }

    private void add(byte b) {
        if (length == MOST) {
            cut++;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(MOST, line.length * 2));
        }
        line[length++] = b;
    }

    private void end() {
        if (!passing) {
            int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
            lines.line(text(end), cut, length + cut);
        }
        length = 0;
        cut = 0;
        passing = false;
    }

    private String text(int end) {
        String raw = new String(line, 0, end, StandardCharsets.UTF_8);
        String plain = raw.indexOf('\u001b') < 0 ? raw : TERMINAL.matcher(raw).replaceAll("");
        int odd = 0;
        StringBuilder text = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean control = (c < ' ' && c != '\t') || c == 0x7F;
            odd += control || c == '\uFFFD' ? 1 : 0;
            if (!control) {
                text.append(c);
            }
        }
        return odd * BINARY_SHARE > plain.length()
                ? "(" + end + " bytes that are no text)"
                : text.toString();
    }
}
