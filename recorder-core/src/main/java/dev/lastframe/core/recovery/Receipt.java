package dev.lastframe.core.recovery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one unfinished recording.
 *
 * @param file where it is now; where it was, if it is removed
 * @param state what was done
 * @param millisSaved from the first to the last picture that is whole
 * @param framesSaved whole pictures
 * @param bytesCut what is not in the recording any more, and is in {@code cutFile}
 * @param millisCut from the last whole picture to the last one of which anything is known: that is
 *     in the cut bytes, or that the events say had been captured
 * @param reason why it was cut short or kept, where there is something to say
 * @param began by the wall clock: from its events, else from the file's time
 * @param recovered when this was done, by the wall clock
 * @param proof how much of it was decoded
 * @param cutFile where the cut bytes are
 * @param sentence for a person
 */
public record Receipt(
        Path file,
        State state,
        long millisSaved,
        long framesSaved,
        long bytesCut,
        long millisCut,
        Optional<Reason> reason,
        Instant began,
        Instant recovered,
        Proven proof,
        Optional<Path> cutFile,
        String sentence) {

    /** What was done with it. */
    public enum State {
        /** Published; nothing was cut. */
        SAVED,
        /** Published; something at its end was cut, or is missing. */
        CUT,
        /** It had no byte, and is removed. */
        EMPTY,
        /** Left as it is, under its temporary name. */
        KEPT
    }

    /** How much was decoded without a fault. */
    public enum Proven {
        /** Nothing: it was kept or removed. */
        NOTHING,
        /**
         * All packets and times, and the first and last groups of pictures; the rest is decoded
         * after publishing, as the recording is long.
         */
        ENDS,
        /** Every picture. */
        ALL
    }

    /** Why a recording is not simply saved; constants that others decide by. */
    public enum Reason {
        /** A folder, or something else that is no file, has the name of a recording. */
        NOT_A_FILE,
        /** A link has the name of a recording; it is not followed. */
        LINK,
        /** What is in it is no recording of ours. */
        NOT_A_TRANSPORT_STREAM,
        /** There is not one whole picture in it. */
        NO_PICTURE,
        /** The file cannot be read. */
        UNREADABLE,
        /** The folder takes no lock, so nobody can say whether it is being recorded. */
        NO_LOCK,
        /** It does not decode, or not all of it. */
        DAMAGED,
        /** A picture is not later than the one before it. */
        TIMES_NOT_INCREASING,
        /** More than 64 MiB or 30 s would have to be cut off: no crash explains that. */
        CUT_TOO_LARGE,
        /** The disk has no room for what is to be cut off. */
        NO_ROOM,
        /** The disk refuses to be written. */
        WRITE_FAILED,
        /** While it was recovered, another file got its name, or it was removed. */
        REPLACED,
        /** Decoding came to no verdict: the program is missing, took too long, or fell. */
        NOT_PROVABLE
    }

    /** Time saved, in seconds. */
    public double secondsSaved() {
        return millisSaved / 1000.0;
    }

    /** Whether a person should look: something is missing, or was left as it is. */
    public boolean isLoss() {
        return state == State.CUT || state == State.KEPT || reason.isPresent();
    }

    Receipt provenAll() {
        return with(reason, Proven.ALL, sentence);
    }

    Receipt damagedInside(String newSentence) {
        return with(Optional.of(Reason.DAMAGED), Proven.ENDS, newSentence);
    }

    private Receipt with(Optional<Reason> newReason, Proven newProof, String newSentence) {
        return new Receipt(
                file,
                state,
                millisSaved,
                framesSaved,
                bytesCut,
                millisCut,
                newReason,
                began,
                recovered,
                newProof,
                cutFile,
                newSentence);
    }
}
