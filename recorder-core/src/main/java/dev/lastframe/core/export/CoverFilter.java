package dev.lastframe.core.export;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Paints places over, as a part of FFmpeg's filters. Which pictures are painted is decided here, by
 * their own times: FFmpeg is told moments between two possible times, so that nothing depends on
 * rounding. Borders are moved outward to even pixels, since two by two pixels share one colour. A
 * picture that stands for others that are left away is painted when it is shown at a moment at
 * which one of them would be.
 */
final class CoverFilter {

    private final Stretch stretch;
    private final List<Cover> covers;
    private final IntPredicate kept;

    /**
     * Of a stretch.
     *
     * @param kept which of the pictures that are shown are let through
     */
    CoverFilter(Stretch stretch, List<Cover> covers, IntPredicate kept) {
        this.stretch = stretch;
        this.covers = covers;
        this.kept = kept;
    }

    /** Whether any picture is painted. */
    boolean paints() {
        return !words(0).isEmpty();
    }

    /**
     * The filters, each with a comma behind it; nothing where no picture is painted.
     *
     * @param base what the pictures' times have at the stretch's first moment, in ticks
     */
    String words(long base) {
        StringBuilder words = new StringBuilder();
        for (Cover cover : covers) {
            long from = Ticks.of(cover.from()) - stretch.fromTicks();
            long until = Ticks.notBefore(cover.until()) - stretch.fromTicks();
            long first = -1;
            long last = -1;
            for (int i = stretch.first(); i < stretch.size() && until >= 0; i++) {
                if (kept.test(i) && stretch.time(i) <= until && end(i) > from) {
                    first = first < 0 ? stretch.time(i) : first;
                    last = stretch.time(i);
                }
            }
            String box = box(cover);
            if (first >= 0 && !box.isEmpty()) {
                words.append(box)
                        .append(
                                String.format(
                                        Locale.ROOT,
                                        ":enable=between(t\\,%.7f\\,%.7f),",
                                        Ticks.seconds(base + first - 1),
                                        Ticks.seconds(base + last + 1)));
            }
        }
        return words.toString();
    }

    /**
     * Until when a picture is shown that is let through: until the next one, and the last one at
     * the end too.
     */
    private long end(int index) {
        for (int i = index + 1; i < stretch.size(); i++) {
            if (kept.test(i)) {
                return stretch.time(i);
            }
        }
        return stretch.wanted() + 1;
    }

    /**
     * For the one picture that is on the screen at the stretch's first moment.
     *
     * @param since from when it was there, in ticks of the recording
     */
    static String still(List<Cover> covers, long since, long moment) {
        StringBuilder words = new StringBuilder();
        for (Cover cover : covers) {
            String box = box(cover);
            boolean shown =
                    Ticks.of(cover.from()) <= moment && Ticks.notBefore(cover.until()) >= since;
            if (shown && !box.isEmpty()) {
                words.append(box).append(',');
            }
        }
        return words.toString();
    }

    /** The filter; nothing for a place left of or above all pictures. */
    static String box(Cover cover) {
        int left = even(Math.max(0, cover.area().x()));
        int top = even(Math.max(0, cover.area().y()));
        long right = cover.area().x() + (long) cover.area().width();
        long bottom = cover.area().y() + (long) cover.area().height();
        if (right <= 0 || bottom <= 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "drawbox=x=%d:y=%d:w=%d:h=%d:color=black:t=fill",
                left,
                top,
                Math.min(Integer.MAX_VALUE / 2, right + (right & 1) - left),
                Math.min(Integer.MAX_VALUE / 2, bottom + (bottom & 1) - top));
    }

    private static int even(int value) {
        return value & ~1;
    }
}
