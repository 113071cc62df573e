package dev.lastframe.core.report;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A video as it would be packed, with everything burned in. It lies in the draft's folder and goes
 * with it. A value.
 *
 * @param file the MP4; its 0 is the stretch's beginning
 * @param bytes its size
 * @param fromMicros the stretch's beginning on the recording's clock
 * @param untilMicros the stretch's end on the recording's clock
 * @param strip small pictures of what the video shows, each unlike the one before, in order
 * @param unshown how many further distinct pictures the video has, where they are too many
 * @param covered how many rectangles are burned in
 * @param masks what was asked to be covered
 * @param fitBytes the most it was allowed to have
 */
public record DraftFilm(
        Path file,
        long bytes,
        long fromMicros,
        long untilMicros,
        List<Thumbnail> strip,
        int unshown,
        int covered,
        List<Mask> masks,
        OptionalLong fitBytes) {

    public DraftFilm {
        strip = List.copyOf(strip);
        masks = List.copyOf(masks);
    }

    /**
     * A small picture.
     *
     * @param micros from when it is shown, on the recording's clock
     * @param picture a JPEG, 240 pixels wide
     */
    public record Thumbnail(long micros, Path picture) {}
}
