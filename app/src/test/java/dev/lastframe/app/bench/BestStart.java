package dev.lastframe.app.bench;

import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.Shown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When a recording began that does not say so: the moment for which the largest distance of a
 * picture's time from the time its number was on the screen is smallest.
 */
final class BestStart {

    private BestStart() {}

    /** In {@code System.nanoTime()}. */
    static long of(List<DecodedPicture> pictures, List<Shown> shown) {
        Map<Integer, Integer> indexOf = new HashMap<>();
        for (int i = 0; i < shown.size(); i++) {
            indexOf.put(shown.get(i).number(), i);
        }
        long earliest = Long.MIN_VALUE;
        long latest = Long.MAX_VALUE;
        for (DecodedPicture picture : pictures) {
            Integer index = indexOf.get(picture.number());
            if (index == null || picture.torn()) {
                continue;
            }
            long nanos = picture.ptsMicros() * 1000;
            earliest = Math.max(earliest, shown.get(index).beforeNanos() - nanos);
            if (index + 1 < shown.size()) {
                latest = Math.min(latest, shown.get(index + 1).afterNanos() - nanos);
            }
        }
        if (earliest == Long.MIN_VALUE) {
            throw new BenchFailure("No picture of a recording shows a number that was shown.");
        }
        // The numbers of content that stands still have no end.
        return latest == Long.MAX_VALUE ? earliest : earliest + (latest - earliest) / 2;
    }
}
