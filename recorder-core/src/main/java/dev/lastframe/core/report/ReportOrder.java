package dev.lastframe.core.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What report is wanted.
 *
 * @param recording one of a recording's files; empty for the recording that is being made, and
 *     where none is, for a report without one
 * @param last how much of its end
 * @param destination where it goes
 * @param fitBytes the most that the zip may have; empty for the destination's limit
 * @param target the name of the zip, or of the folder, which must not exist; empty for a free name
 *     beside the recording
 * @param description the words in it
 * @param sound what is heard in its video
 */
public record ReportOrder(
        Optional<Path> recording,
        Duration last,
        Destination destination,
        OptionalLong fitBytes,
        Optional<Path> target,
        Description description,
        SoundWish sound) {

    /** How much of a recording's end a report has unless somebody asks for more. */
    public static final Duration DEFAULT_LAST = Duration.ofSeconds(30);

    /** For any destination. */
    public ReportOrder(
            Optional<Path> recording,
            Duration last,
            OptionalLong fitBytes,
            Optional<Path> target,
            Description description) {
        this(
                recording,
                last,
                Destination.ANY,
                fitBytes,
                target,
                description,
                SoundWish.NO_MICROPHONE);
    }

    public ReportOrder {
        if (last.isNegative() || last.isZero()) {
            throw new IllegalArgumentException("no stretch: " + last);
        }
        if (fitBytes.isPresent() && fitBytes.getAsLong() < 1) {
            throw new IllegalArgumentException("no size: " + fitBytes.getAsLong());
        }
    }
}
