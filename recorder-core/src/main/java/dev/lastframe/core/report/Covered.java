package dev.lastframe.core.report;

import dev.lastframe.core.export.Cover;
import dev.lastframe.core.frame.Rect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is covered in a stretch: the masks that touch it, cut to it and to the picture. A value.
 *
 * @param masks on the recording's clock
 * @param stretch of the recording
 */
record Covered(List<Mask> masks, Stretch stretch) {

    static final String PLACE_ONLY = "Covers this place only; what moves is not followed.";

    /** What nobody but the person can check. */
    static final String OWN_CHECK =
            "Texts were searched for what is private, and it was replaced. Pictures and sound were"
                    + " not: look at the pictures and listen to the sound yourself before you give"
                    + " them away.";

    Covered {
        masks = List.copyOf(masks);
    }

    static Covered nothing() {
        return new Covered(List.of(), new Stretch(0, 0));
    }

    /**
     * Of a stretch of a recording.
     *
     * @param width of the picture
     * @param height of the picture
     */
    static Covered of(List<Mask> masks, Stretch stretch, int width, int height) {
        return new Covered(
                masks.stream().flatMap(mask -> cut(mask, stretch, width, height).stream()).toList(),
                stretch);
    }

    private static Optional<Mask> cut(Mask mask, Stretch stretch, int width, int height) {
        int left = Math.max(0, mask.area().x());
        int top = Math.max(0, mask.area().y());
        long right = Math.min(width, (long) mask.area().x() + mask.area().width());
        long bottom = Math.min(height, (long) mask.area().y() + mask.area().height());
        long from = Math.max(mask.fromMicros(), stretch.fromMicros());
        long until = Math.min(mask.untilMicros(), stretch.untilMicros());
        if (right <= left || bottom <= top || until < from) {
            return Optional.empty();
        }
        Rect area = new Rect(left, top, (int) right - left, (int) bottom - top);
        return Optional.of(new Mask(area, from, until));
    }

    boolean isNothing() {
        return masks.isEmpty();
    }

    /** As the video has it burned in. */
    List<Cover> covers() {
        return masks.stream()
                .map(mask ->
                        new Cover(mask.area(), time(mask.fromMicros()), time(mask.untilMicros())))
                .toList();
    }

    private static Duration time(long micros) {
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    /** {@code covered: 1 rectangle for 3.2 s}. */
    String sentence() {
        return "covered: "
                + masks.size()
                + (masks.size() == 1 ? " rectangle" : " rectangles")
                + " for "
                + Times.seconds(micros());
    }

    /** For how long anything is covered. */
    private long micros() {
        List<Mask> inOrder = new ArrayList<>(masks);
        inOrder.sort(Comparator.comparingLong(Mask::fromMicros));
        long sum = 0;
        long done = Long.MIN_VALUE;
        for (Mask mask : inOrder) {
            sum += Math.max(0, mask.untilMicros() - Math.max(done, mask.fromMicros()));
            done = Math.max(done, mask.untilMicros());
        }
        return sum;
    }

    /** What a reader is to know of pictures and sound. */
    List<String> sentences() {
        if (isNothing()) {
            return List.of(OWN_CHECK);
        }
        String said = sentence();
        return List.of(
                Character.toUpperCase(said.charAt(0)) + said.substring(1) + ". " + PLACE_ONLY,
                OWN_CHECK);
    }
}
