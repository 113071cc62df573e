package dev.lastframe.core.events;

import dev.lastframe.core.frame.Rect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a person's doing becomes a line: only what lies in the picture, positions seldom
 * enough, turns of the wheel and repeats of a key as one, and all of it within a bound. Used by the
 * source's thread.
 */
public final class InputLines implements InputSink {

    /** Positions of the pointer have at least this distance: at most thirty a second. */
    private static final long POINTER_NANOS = TimeUnit.SECONDS.toNanos(1) / 30 + 1;

    private static final long SCROLL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_LINES_A_SECOND = 100;
    private static final int MOST_TEXT = 256;

    /** What a line's time and type take, at most. */
    private static final int FRAME_BYTES = 50;

    /** What input may take of the events of one recording: hours of a pointer that never rests. */
    public static final long MOST_BYTES = 32L * 1024 * 1024;

    /** Where lines go; called by the source's thread, never blocks. */
    public interface Output {

        /**
         * Writes a line, unless its moment is in no picture.
         *
         * @return whether it was written
         */
        boolean line(long nanos, String type, EventTrack.Fields fields);

        /**
         * Something that a person should know, once.
         *
         * @param over whether nothing more is kept from now on
         */
        void tell(String sentence, boolean over);
    }

    private final Supplier<@Nullable Rect> area;
    private final Output output;
    private final long mostBytes;
    private long bytes;
    private boolean over;
    private boolean crowded;
    private long secondNanos = Long.MIN_VALUE;
    private int linesThisSecond;

    private InputEvent.@Nullable Pointer waiting;
    private long pointerNanos = Long.MIN_VALUE;
    private int pointerX = Integer.MIN_VALUE;
    private int pointerY = Integer.MIN_VALUE;

    private InputEvent.@Nullable Wheel scroll;
    private int scrollSteps;

    private @Nullable String lastKey;
    private long lastKeyNanos;

    private @Nullable String focused;
    private Optional<String> focusedTitle = Optional.empty();

    /**
     * @param area what is recorded at present, in device pixels of the desktop; null while it is
     *     not on it
     */
    public InputLines(Supplier<@Nullable Rect> area, Output output) {
        this(area, output, MOST_BYTES);
    }

    InputLines(Supplier<@Nullable Rect> area, Output output, long mostBytes) {
        this.area = area;
        this.output = output;
        this.mostBytes = mostBytes;
    }

    @Override
    public void input(InputEvent event) {
        if (over) {
            return;
        }
        switch (event) {
            case InputEvent.Pointer pointer -> pointer(pointer);
            case InputEvent.Button button -> button(button);
            case InputEvent.Wheel wheel -> wheel(wheel);
            case InputEvent.Key key -> key(key);
            case InputEvent.Focus focus -> focus(focus);
        }
    }

    @Override
    public boolean passed(long nanos) {
        InputEvent.Pointer held = waiting;
        if (held != null && nanos - pointerNanos >= POINTER_NANOS) {
            // it has been there since
            pointer(new InputEvent.Pointer(nanos, held.x(), held.y()));
        }
        InputEvent.Wheel turned = scroll;
        if (turned != null && nanos - turned.nanos() > SCROLL_NANOS) {
            endScroll();
        }
        return waiting != null || scroll != null;
    }

    @Override
    public void ended(String why) {
        endScroll();
        if (!why.isEmpty() && !over) {
            tellOver(why);
        }
        over = true;
    }

    private void pointer(InputEvent.Pointer pointer) {
        if (pointerNanos != Long.MIN_VALUE && pointer.nanos() - pointerNanos < POINTER_NANOS) {
            waiting = pointer;
            return;
        }
        waiting = null;
        if (pointer.x() == pointerX && pointer.y() == pointerY) {
            return;
        }
        if (position(pointer.nanos(), "pointer", pointer.x(), pointer.y(), json -> {})) {
            pointerNanos = pointer.nanos();
            pointerX = pointer.x();
            pointerY = pointer.y();
        }
    }

    private void button(InputEvent.Button button) {
        endScroll();
        if (position(
                button.nanos(),
                "click",
                button.x(),
                button.y(),
                json -> {
                    json.writeStringField("button", button.button());
                    json.writeStringField("state", button.down() ? "down" : "up");
                    if (!button.application().isEmpty()) {
                        json.writeStringField("application", clean(button.application()));
                    }
                })) {
            lastKey = null;
        }
    }

    private void wheel(InputEvent.Wheel wheel) {
        InputEvent.Wheel turned = scroll;
        if (turned != null
                && turned.direction().equals(wheel.direction())
                && wheel.nanos() - turned.nanos() <= SCROLL_NANOS) {
            scrollSteps++;
            return;
        }
        endScroll();
        scroll = wheel;
        scrollSteps = 1;
    }

    private void endScroll() {
        InputEvent.Wheel turned = scroll;
        if (turned == null) {
            return;
        }
        scroll = null;
        int steps = scrollSteps;
        position(
                turned.nanos(),
                "scroll",
                turned.x(),
                turned.y(),
                json -> {
                    json.writeStringField("direction", turned.direction());
                    json.writeNumberField("steps", steps);
                });
    }

    private void key(InputEvent.Key key) {
        Rect recorded = area.get();
        if (recorded == null
                || key.windows().isEmpty()
                || !key.windows().stream().allMatch(window -> liesIn(window, recorded))) {
            return;
        }
        if (key.name().equals(lastKey)
                && (erases(key.name()) || key.nanos() - lastKeyNanos < REPEAT_NANOS)) {
            lastKeyNanos = key.nanos();
            return;
        }
        endScroll();
        if (write(key.nanos(), "key", json -> json.writeStringField("key", key.name()))) {
            lastKey = key.name();
            lastKeyNanos = key.nanos();
        }
    }

    /** How often and when somebody corrected what they typed says something of the text. */
    private static boolean erases(String name) {
        return name.endsWith("Backspace") || name.endsWith("Delete");
    }

    private void focus(InputEvent.Focus focus) {
        Rect recorded = area.get();
        boolean inside =
                recorded != null
                        && !focus.windows().isEmpty()
                        && focus.windows().stream().allMatch(window -> liesIn(window, recorded));
        if (!inside) {
            focused = null;
            return;
        }
        String application = clean(focus.application());
        Optional<String> title = focus.title().map(InputLines::clean);
        if (application.equals(focused) && title.equals(focusedTitle)) {
            return;
        }
        boolean written =
                application.isEmpty()
                        || write(
                                focus.nanos(),
                                "focus",
                                json -> {
                                    json.writeStringField("application", application);
                                    if (title.isPresent()) {
                                        json.writeStringField("title", title.get());
                                    }
                                });
        if (written) {
            focused = application;
            focusedTitle = title;
            lastKey = null;
        }
    }

    /** Without control characters, and not endless. */
    private static String clean(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ").strip();
        if (printable.length() <= MOST_TEXT) {
            return printable;
        }
        int end = Character.isHighSurrogate(printable.charAt(MOST_TEXT - 1)) ? 1 : 0;
        return printable.substring(0, MOST_TEXT - end);
    }

    private boolean position(long nanos, String type, int x, int y, EventTrack.Fields more) {
        Rect recorded = area.get();
        if (recorded == null) {
            return false;
        }
        int inX = x - recorded.x();
        int inY = y - recorded.y();
        if (inX < 0 || inY < 0 || inX >= recorded.width() || inY >= recorded.height()) {
            return false;
        }
        return write(
                nanos,
                type,
                json -> {
                    json.writeNumberField("x", inX);
                    json.writeNumberField("y", inY);
                    more.write(json);
                });
    }

    /** Whether more than half of a window lies in what is recorded. */
    private static boolean liesIn(Rect window, Rect recorded) {
        long width =
                Math.min(window.x() + window.width(), recorded.x() + recorded.width())
                        - (long) Math.max(window.x(), recorded.x());
        long height =
                Math.min(window.y() + window.height(), recorded.y() + recorded.height())
                        - (long) Math.max(window.y(), recorded.y());
        long whole = (long) window.width() * window.height();
        return width > 0 && height > 0 && 2 * width * height > whole;
    }

    private boolean write(long nanos, String type, EventTrack.Fields fields) {
        if (over) {
            return false;
        }
        if (secondNanos == Long.MIN_VALUE || nanos - secondNanos >= REPEAT_NANOS) {
            secondNanos = nanos;
            linesThisSecond = 0;
        }
        if (linesThisSecond >= MOST_LINES_A_SECOND) {
            if (!crowded) {
                crowded = true;
                output.tell(
                        "More than "
                                + MOST_LINES_A_SECOND
                                + " events of input came in a second: those beyond are not kept.",
                        false);
            }
            return false;
        }
        if (!output.line(nanos, type, fields)) {
            return false;
        }
        linesThisSecond++;
        bytes += FRAME_BYTES + EventTrack.object(fields).getBytes(StandardCharsets.UTF_8).length;
        if (bytes >= mostBytes) {
            tellOver(
                    "The events of input have reached "
                            + mostBytes / 1024 / 1024
                            + " MiB: no more are kept in this recording.");
        }
        return true;
    }

    private void tellOver(String sentence) {
        over = true;
        output.tell(sentence, true);
    }
}
