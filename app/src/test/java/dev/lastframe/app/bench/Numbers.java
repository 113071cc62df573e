package dev.lastframe.app.bench;

import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VideoPacket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What decoding a recording gave.
 *
 * @param pictures decoded
 * @param expected numbers that were on the screen for at least a tick and a fifth
 * @param missing those of them that are in no picture
 * @param damaged pictures that are unreadable, torn, or go back to an earlier number
 * @param timeFaults packets whose presentation or decoding time is not later than the one's before
 * @param times against the content's log
 */
record Numbers(
        int pictures,
        int expected,
        int missing,
        long damaged,
        long timeFaults,
        PresentationTimes times) {

    /** Ticks come a little early or late: a number must have been there for this many. */
    private static final double LEAST_VISIBLE_TICKS = 1.2;

    /** Reads the file's packets; blocks for a moment. */
    static Numbers read(
            Recorder recorder, Recipe recipe, Path video, DecodedVideo decoded, List<Shown> shown) {
        long startNanos = recorder.startNanos(video, decoded, shown);
        Duration tick = Duration.ofNanos(recipe.tickMicros() * 1000);
        Duration leastVisible = Duration.ofNanos((long) (tick.toNanos() * LEAST_VISIBLE_TICKS));
        TruthReport truth =
                BarcodeTruth.of(shown, startNanos)
                        .tolerating(tick, leastVisible)
                        .compare(decoded.pictures());
        return new Numbers(
                truth.pictures(),
                truth.expected(),
                truth.missing().size(),
                truth.unreadable() + truth.torn() + truth.backwards().size(),
                timeFaults(Ffmpeg.packets(video)),
                PresentationTimes.of(decoded.pictures(), shown, startNanos));
    }

    private static long timeFaults(List<VideoPacket> packets) {
        long faults = 0;
        for (int i = 1; i < packets.size(); i++) {
            VideoPacket before = packets.get(i - 1);
            VideoPacket packet = packets.get(i);
            if (packet.ptsMicros() <= before.ptsMicros()
                    || packet.dtsMicros() <= before.dtsMicros()) {
                faults++;
            }
        }
        return faults;
    }
}
