package dev.lastframe.core.session;

import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.privacy.Redactor;
import dev.lastframe.core.sound.SoundSystem;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * What every recording of a process shares.
 *
 * @param clock the source of time
 * @param grabbers opens the source of pictures, on the capture thread
 * @param captureThread runs a task on the JavaFX application thread, without waiting for it, in the
 *     order in which it was given them; other tasks of that thread may come before or after
 * @param encoders which encoders work here
 * @param activeFolder where running recordings are noted, for recovery
 * @param sound the sound server
 * @param redactor replaces what must not leave the computer in what other programs wrote; asked by
 *     threads that may wait for a disk
 * @param faults logs a fault of the program and keeps it for a report; called by any thread, must
 *     return soon
 */
public record RecordingEnvironment(
        NanoClock clock,
        GrabberSource grabbers,
        Executor captureThread,
        EncoderChoice encoders,
        Path activeFolder,
        SoundSystem sound,
        Supplier<Redactor> redactor,
        Consumer<Fault> faults) {

    /** The same with another source of pictures. */
    public RecordingEnvironment with(GrabberSource other) {
        return new RecordingEnvironment(
                clock, other, captureThread, encoders, activeFolder, sound, redactor, faults);
    }

    /** Without sound. */
    public RecordingEnvironment(
            NanoClock clock,
            GrabberSource grabbers,
            Executor captureThread,
            EncoderChoice encoders,
            Path activeFolder,
            Supplier<Redactor> redactor,
            Consumer<Fault> faults) {
        this(
                clock,
                grabbers,
                captureThread,
                encoders,
                activeFolder,
                SoundSystem.none(),
                redactor,
                faults);
    }

    /** Nobody's names are known. */
    public RecordingEnvironment(
            NanoClock clock,
            GrabberSource grabbers,
            Executor captureThread,
            EncoderChoice encoders,
            Path activeFolder,
            Consumer<Fault> faults) {
        this(
                clock,
                grabbers,
                captureThread,
                encoders,
                activeFolder,
                () -> new Redactor(Identity.NOBODY),
                faults);
    }

    /** Faults are only logged. */
    public RecordingEnvironment(
            NanoClock clock,
            GrabberSource grabbers,
            Executor captureThread,
            EncoderChoice encoders,
            Path activeFolder) {
        this(clock, grabbers, captureThread, encoders, activeFolder, RecordingEnvironment::log);
    }

    private static void log(Fault fault) {
        LoggerFactory.getLogger(RecordingEnvironment.class)
                .error("fault {}: {}", fault.code(), fault.sentence(), fault.cause());
    }
}
