package dev.lastframe.app.crash;

import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.Shown;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a kill cost, from the content's own log and the decoded file alone: nothing that the
 * recorder says of itself enters.
 *
 * <p>The <b>loss</b> is the age, at the kill, of the oldest change of the screen that came after
 * everything in the file: how long it had surely been there. Every older change is in the file (or
 * was missed before, which the ledger has to say). 0 if the file's last picture shows the newest
 * change.
 *
 * <p>The <b>exposure</b> is the age of the oldest captured frame that the operating system had not
 * got. A killed process cannot be asked; but no frame of that oldest lost change can have been
 * captured before it was being drawn, so its age since then is the most that the exposure can have
 * been. It exceeds the true one by up to a tick and the drawing.
 *
 * <p>The <b>lag</b> is how far the file's clock is behind.
 *
 * @param lossNanos never negative
 * @param exposureNanos at least the loss
 * @param lagNanos from the last picture's time to the kill, or to the stop's being asked for
 */
record Loss(long lossNanos, long exposureNanos, long lagNanos) {

    /**
     * Measures a recording of at least one picture.
     *
     * @param shown the content's log
     * @param startNanos the moment of presentation time 0
     * @param last the file's last picture
     * @param endNanos changes after this moment do not belong into the file: a stop was asked for
     * @param killNanos when the process was killed
     */
    static Loss of(
            List<Shown> shown,
            long startNanos,
            DecodedPicture last,
            long endNanos,
            long killNanos) {
        long until = Math.min(endNanos, killNanos);
        Optional<Shown> oldestLost =
                shown.stream()
                        .filter(each -> each.number() > last.number())
                        .filter(each -> each.afterNanos() < until)
                        .findFirst();
        long lastNanos = startNanos + TimeUnit.MICROSECONDS.toNanos(last.ptsMicros());
        return new Loss(
                oldestLost.map(each -> killNanos - each.afterNanos()).orElse(0L),
                oldestLost.map(each -> killNanos - each.beforeNanos()).orElse(0L),
                until - lastNanos);
    }
}
