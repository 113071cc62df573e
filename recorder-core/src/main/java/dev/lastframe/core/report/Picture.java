package dev.lastframe.core.report;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The picture in a report.
 *
 * @param file the PNG; empty where there is none
 * @param of {@code stretch}: the last picture of the stretch; {@code screen}: the screen now;
 *     {@code nothing}
 * @param why why there is none; empty where there is one
 */
record Picture(Optional<Path> file, String of, String why) {

    static Picture ofStretch(Path file) {
        return new Picture(Optional.of(file), "stretch", "");
    }

    static Picture ofScreen(Path file) {
        return new Picture(Optional.of(file), "screen", "");
    }

    /** The same, smaller. */
    Picture in(Path other) {
        return new Picture(Optional.of(other), of, why);
    }

    /** The same with another reason. */
    Picture withWhy(String reason) {
        return new Picture(file, of, reason);
    }

    static Picture none(String why) {
        return new Picture(Optional.empty(), "nothing", why);
    }
}
