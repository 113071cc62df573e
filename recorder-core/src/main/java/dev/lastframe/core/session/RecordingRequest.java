package dev.lastframe.core.session;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.storage.ForcePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a person asked to be recorded.
 *
 * @param target screen or region
 * @param fps deadlines a second, {@value #MIN_FPS} to {@value #MAX_FPS}
 * @param preset size against quality
 * @param encoder FFmpeg's name of the only encoder to use; empty for the best that works
 * @param cursor whether the pointer is drawn
 * @param folder where the files go; must exist
 * @param name the files' name without an ending
 * @param exactName whether {@code name (2)} will not do
 * @param queueCapacity frames that may wait, see {@link QueueCapacity}
 * @param poolBytes the bound on the memory of frames
 * @param forcing when written bytes are forced to the disk, see {@link ForceTuning}
 * @param refuges where the recording may go on when the folder's disk fails, best first; none where
 *     only the chosen folder may be written to
 * @param events what is written beside the picture
 * @param sound what is heard with the picture
 * @param warnings fallbacks taken before the start, to be told with the outcome
 */
public record RecordingRequest(
        CaptureTarget target,
        int fps,
        Preset preset,
        Optional<String> encoder,
        boolean cursor,
        Path folder,
        String name,
        boolean exactName,
        int queueCapacity,
        long poolBytes,
        ForcePolicy forcing,
        List<Refuge> refuges,
        EventOptions events,
        SoundPlan sound,
        List<String> warnings) {

    public static final int MIN_FPS = 1;
    public static final int MAX_FPS = 120;

    /** Eight frames of 3840x2160. */
    public static final long DEFAULT_POOL_BYTES = 256L * 1024 * 1024;

    public RecordingRequest {
        if (fps < MIN_FPS || fps > MAX_FPS) {
            throw new IllegalArgumentException("fps " + fps);
        }
        if (queueCapacity < 1 || poolBytes < 1) {
            throw new IllegalArgumentException("no room for a frame");
        }
        refuges = List.copyOf(refuges);
        warnings = List.copyOf(warnings);
    }

    /** Forced as usual, silent, and only the folder itself will do. */
    public RecordingRequest(
            CaptureTarget target,
            int fps,
            Preset preset,
            Optional<String> encoder,
            boolean cursor,
            Path folder,
            String name,
            boolean exactName,
            int queueCapacity,
            long poolBytes,
            List<String> warnings) {
        this(
                target,
                fps,
                preset,
                encoder,
                cursor,
                folder,
                name,
                exactName,
                queueCapacity,
                poolBytes,
                ForcePolicy.DEFAULT,
                List.of(),
                EventOptions.DEFAULT,
                SoundPlan.NONE,
                warnings);
    }

    /** Silent, and only the folder itself will do. */
    public RecordingRequest(
            CaptureTarget target,
            int fps,
            Preset preset,
            Optional<String> encoder,
            boolean cursor,
            Path folder,
            String name,
            boolean exactName,
            int queueCapacity,
            long poolBytes,
            ForcePolicy forcing,
            List<String> warnings) {
        this(
                target,
                fps,
                preset,
                encoder,
                cursor,
                folder,
                name,
                exactName,
                queueCapacity,
                poolBytes,
                forcing,
                List.of(),
                EventOptions.DEFAULT,
                SoundPlan.NONE,
                warnings);
    }

    /** The same, with folders where it may go on. */
    public RecordingRequest withRefuges(List<Refuge> others) {
        return new RecordingRequest(
                target,
                fps,
                preset,
                encoder,
                cursor,
                folder,
                name,
                exactName,
                queueCapacity,
                poolBytes,
                forcing,
                others,
                events,
                sound,
                warnings);
    }

    /** The same with other events beside the picture. */
    public RecordingRequest withEvents(EventOptions others) {
        return new RecordingRequest(
                target,
                fps,
                preset,
                encoder,
                cursor,
                folder,
                name,
                exactName,
                queueCapacity,
                poolBytes,
                forcing,
                refuges,
                others,
                sound,
                warnings);
    }

    /** The same with other sound. */
    public RecordingRequest withSound(SoundPlan other) {
        return new RecordingRequest(
                target,
                fps,
                preset,
                encoder,
                cursor,
                folder,
                name,
                exactName,
                queueCapacity,
                poolBytes,
                forcing,
                refuges,
                events,
                other,
                warnings);
    }
}
