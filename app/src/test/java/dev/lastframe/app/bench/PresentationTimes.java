package dev.lastframe.app.bench;

import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recording's presentation times against the content's own log. A number's first picture may be
 * up to one tick later than the number: that is what a frame rate means. An error is only a picture
 * timed at a moment when its number was not on the screen.
 *
 * @param delayMicros from when each number was surely on the screen to the time of its first
 *     picture
 * @param errorMicros largest distance of a picture's time from the time its number was there
 * @param driftMicros the trend of the delays over the recording: slope of the line of least squares
 *     times the recording's length
 */
record PresentationTimes(Quantiles delayMicros, double errorMicros, double driftMicros) {

    /**
     * @param startNanos when presentation time 0 was
     */
    static PresentationTimes of(List<DecodedPicture> pictures, List<Shown> shown, long startNanos) {
        Map<Integer, Integer> indexOf = new HashMap<>();
        for (int i = 0; i < shown.size(); i++) {
            indexOf.put(shown.get(i).number(), i);
        }
        List<Double> seconds = new ArrayList<>();
        List<Double> delays = new ArrayList<>();
        double error = 0;
        int last = -1;
        for (DecodedPicture picture : pictures) {
            Integer index = indexOf.get(picture.number());
            if (index == null || picture.torn()) {
                continue;
            }
            long nanos = startNanos + picture.ptsMicros() * 1000;
            error = Math.max(error, awayNanos(nanos, shown, index) / 1000.0);
            if (index > last) {
                last = index;
                seconds.add(picture.ptsMicros() / 1e6);
                delays.add((nanos - shown.get(index).afterNanos()) / 1000.0);
            }
        }
        return new PresentationTimes(
                Quantiles.of(delays.stream().mapToDouble(each -> each).toArray()),
                error,
                seconds.isEmpty()
                        ? 0
                        : Slope.of(seconds, delays) * (seconds.getLast() - seconds.getFirst()));
    }

    private static long awayNanos(long nanos, List<Shown> shown, int index) {
        long from = shown.get(index).beforeNanos();
        long until = index + 1 < shown.size() ? shown.get(index + 1).afterNanos() : Long.MAX_VALUE;
        return Math.max(0, Math.max(from - nanos, nanos - until));
    }
}
