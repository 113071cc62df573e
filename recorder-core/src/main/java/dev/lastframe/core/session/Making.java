package dev.lastframe.core.session;

import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.EncoderListener;
import dev.lastframe.core.encode.EncoderTask;
import dev.lastframe.core.encode.UnitSink;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.ForcePolicy;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the parts of a recording are made of, so that tests can let a disk or an encoder fail.
 *
 * @param partLength after so much of the video's time another part begins
 * @param startPatience a start that hangs is given up so long after a stop was asked for
 * @param stopBound so long after a stop was asked for the recording has ended, whatever hangs
 */
record Making(
        Outputs outputs,
        Encoders encoders,
        Duration partLength,
        Duration startPatience,
        Duration stopBound) {

    /** A transport stream's times begin again after 26.5 hours. */
    static final Duration LONGEST_PART = Duration.ofHours(24);

    /** The real disk and the real encoder. */
    static final Making REAL =
            new Making(
                    Making::output,
                    Making::encoding,
                    LONGEST_PART,
                    Recording.START_PATIENCE,
                    Recording.STOP_BOUND);

    /** Opens files. Called by a thread that may block. */
    @FunctionalInterface
    interface Outputs {

        /**
         * Creates the files and starts their threads.
         *
         * @param events whether the events are beside this video
         */
        DurableOutput open(
                RecordingFiles files,
                boolean events,
                ForcePolicy policy,
                NanoClock clock,
                DurableOutput.Listener listener)
                throws StorageException;
    }

    /** Makes what runs on the encoder thread. */
    @FunctionalInterface
    interface Encoders {

        Encoding make(
                FrameQueue queue,
                UnitSink sink,
                EncoderChoice choice,
                EncoderTask.Request request,
                EncoderListener listener);
    }

    /**
     * What runs on the encoder thread.
     *
     * @param task ends when nothing more can be encoded
     * @param prepare run before it on the same thread, with the shape that is expected
     * @param rehearse run between the two on the same thread, if at all, with a picture like the
     *     first one; asks whether there is time for more
     * @param leave asks it to end before the next whole picture; called by any thread
     */
    record Encoding(
            Runnable task,
            Consumer<FrameFormat> prepare,
            BiConsumer<Frame, BooleanSupplier> rehearse,
            Runnable leave) {}

    private static DurableOutput output(
            RecordingFiles files,
            boolean events,
            ForcePolicy policy,
            NanoClock clock,
            DurableOutput.Listener listener)
            throws StorageException {
        return events
                ? DurableOutput.open(files, policy, clock, listener)
                : DurableOutput.openWithoutEvents(files, policy, clock, listener);
    }

    private static Encoding encoding(
            FrameQueue queue,
            UnitSink sink,
            EncoderChoice choice,
            EncoderTask.Request request,
            EncoderListener listener) {
        EncoderTask task = new EncoderTask(queue, sink, choice, request, listener);
        return new Encoding(task, task::prepare, task::rehearse, task::leaveBeforeWhole);
    }
}
