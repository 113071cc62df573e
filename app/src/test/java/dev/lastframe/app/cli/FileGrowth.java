package dev.lastframe.app.cli;

import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The size of a file as it was seen again and again, on the clock that the content's own log has.
 * Used by one thread.
 */
final class FileGrowth {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final long SPAN = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LATER = TimeUnit.MILLISECONDS.toNanos(500);

    /** When the file was seen to have become larger. */
    private final List<Long> growths = new ArrayList<>();

    /** When it was looked at. */
    private final List<Long> looks = new ArrayList<>();

    private final Path file;
    private long size;

    FileGrowth(Path file) {
        this.file = file;
    }

    /** Looks 50 times a second, as long as the condition holds. */
    void watchWhile(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            long now = file.toFile().length();
            long at = System.nanoTime();
            looks.add(at);
            if (now > size) {
                size = now;
                growths.add(at);
            }
            Waits.pause(PAUSE);
        }
    }

    /** How often it was seen to have grown. */
    int count() {
        return growths.size();
    }

    /**
     * What became of the quarters of a second that count.
     *
     * @param judged in which the content drew, and went on at its pace until half a second later,
     *     as did the looks: it was not the machine that stood still
     * @param grown of these, those by whose end and half a second the file had become larger
     */
    record Spans(int judged, int grown) {}

    /**
     * Compares with what was drawn.
     *
     * @param rate numbers a second that the content draws where it can
     */
    Spans against(List<Shown> shown, int rate) {
        int judged = 0;
        int grown = 0;
        if (growths.isEmpty()) {
            return new Spans(0, 0);
        }
        for (long from = growths.getFirst(); from + SPAN + LATER <= looks.getLast(); from += SPAN) {
            long begin = from;
            long until = from + SPAN + LATER;
            List<Long> drawn =
                    shown.stream()
                            .map(Shown::afterNanos)
                            .filter(at -> at >= begin && at < until)
                            .toList();
            boolean pace =
                    drawn.size() >= rate * (SPAN + LATER) / TimeUnit.SECONDS.toNanos(1) / 2
                            && longestPause(begin, until) < SPAN;
            if (pace && drawn.getFirst() < from + SPAN) {
                long first = drawn.getFirst();
                judged++;
                grown += growths.stream().anyMatch(at -> at > first && at <= until) ? 1 : 0;
            }
        }
        return new Spans(judged, grown);
    }

    /** The longest time without a look. */
    private long longestPause(long from, long until) {
        long last = from;
        long longest = 0;
        for (long look : looks) {
            if (look >= from && look <= until) {
                longest = Math.max(longest, look - last);
                last = look;
            }
        }
        return Math.max(longest, until - last);
    }

    /**
     * The longest time in which it did not grow, from its first growth to the last look, less what
     * nobody could have seen: where the looks themselves came late.
     */
    Duration longestRest() {
        long longest = 0;
        long last = growths.getFirst();
        List<Long> ends = new ArrayList<>(growths);
        ends.add(looks.getLast());
        for (long end : ends) {
            longest = Math.max(longest, end - last - late(last, end));
            last = end;
        }
        return Duration.ofNanos(longest);
    }

    private long late(long from, long until) {
        long late = 0;
        for (int i = 1; i < looks.size(); i++) {
            if (looks.get(i) > from && looks.get(i) <= until) {
                long pause = looks.get(i) - looks.get(i - 1);
                late += Math.max(0, pause - 2 * PAUSE.toNanos());
            }
        }
        return late;
    }
}
