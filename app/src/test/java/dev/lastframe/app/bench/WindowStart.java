package dev.lastframe.app.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run of the window cost.
 *
 * @param shownMillis from the program's start until its window is on the screen
 * @param startSeconds CPU time until it has settled
 * @param idleShare CPU seconds a second while nothing happens
 * @param idleWakeUps how often a second one of its threads had waited for something meanwhile
 * @param idlePssBytes proportional set size at the end of that
 * @param pictureMillis from the key that starts a recording to its first picture
 * @param recordingShare CPU seconds a second while it records a screen on which nothing else moves
 * @param recordingPssBytes proportional set size at the end of that
 * @param savedMillis from the key that stops it until its file has its name
 */
record WindowStart(
        double shownMillis,
        double startSeconds,
        double idleShare,
        double idleWakeUps,
        double idlePssBytes,
        double pictureMillis,
        double recordingShare,
        double recordingPssBytes,
        double savedMillis) {

    /** The median of each value by itself. */
    static WindowStart median(List<WindowStart> starts) {
        return new WindowStart(
                median(starts, WindowStart::shownMillis),
                median(starts, WindowStart::startSeconds),
                median(starts, WindowStart::idleShare),
                median(starts, WindowStart::idleWakeUps),
                median(starts, WindowStart::idlePssBytes),
                median(starts, WindowStart::pictureMillis),
                median(starts, WindowStart::recordingShare),
                median(starts, WindowStart::recordingPssBytes),
                median(starts, WindowStart::savedMillis));
    }

    private static double median(List<WindowStart> starts, ToDoubleFunction<WindowStart> value) {
        return Quantiles.of(starts.stream().mapToDouble(value).toArray()).at(0.5);
    }
}
