package dev.lastframe.core.session;

import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.encode.EncoderListener;
import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.ForcePolicy;
import dev.lastframe.core.storage.StorageException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the encoder and disk threads of one part tell. Nothing here blocks: what follows from it
 * happens on the session's thread.
 */
final class StageEvents implements EncoderListener, DurableOutput.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(StageEvents.class);
    private static final int LEAST_SECONDS_LEFT = 30;
    private static final long MIB = 1024L * 1024;

    /** Why a part cannot go on. */
    enum Cause {
        /** The encoder broke. */
        ENCODER,
        /** Its disk can no longer be written. */
        DISK,
        /** It became long enough, and its encoder left. */
        LENGTH
    }

    /** What only the session can do; each call returns at once. */
    interface Session {

        /** The first packet of a part was written, whose time 0 is this time of the recording. */
        void firstUnit(int part, long startMicros);

        /** A part cannot go on. */
        void over(int part, Cause cause, Failure why);

        /** The recording has to end. */
        void end(Failure why);

        /** The program had a fault of its own. */
        void fault(Fault fault);

        /** How many unchanged ticks a verifying picture speaks for; asked once for each. */
        long unchangedBefore(long ptsMicros);

        /** Much of a picture had changed, and it is no key frame: it may be coarse. */
        void largeChange(long ptsMicros);

        /** The next picture has to be whole: what is fetched of others is not enough. */
        void whole();

        /** The screen's announcements are not to be believed any more. */
        void distrust();

        /** So many frames turned out not to be in the file: the ledger's last line must say so. */
        void lost(int frames);

        /** A frame was missed at this time. */
        void missed(String reason, long tMicros);
    }

    private final int part;
    private final Ledger ledger;
    private final StatusBoard board;
    private final Health health;
    private final Session session;

    /** Pictures that the output accepted and has not reported as lost. */
    private final AtomicLong inFile = new AtomicLong();

    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private volatile boolean left;
    private volatile boolean over;

    StageEvents(int part, Ledger ledger, StatusBoard board, Health health, Session session) {
        this.part = part;
        this.ledger = ledger;
        this.board = board;
        this.health = health;
        this.session = session;
    }

    /** What went wrong first, null while nothing did. */
    @Nullable Failure failure() {
        return failure.get();
    }

    /** Whether the encoder ended before a whole picture that waits for the next one. */
    boolean hasLeft() {
        return left;
    }

    /** Another part follows: the room on this one's disk is nobody's concern any more. */
    void end() {
        over = true;
    }

    /** The output accepted a picture. Called by the encoder thread. */
    void accepted() {
        inFile.incrementAndGet();
    }

    /** Pictures in the file, as far as is known. */
    long inFile() {
        return inFile.get();
    }

    /** Pictures that had been accepted are not in the file. */
    void lost(int frames) {
        if (frames > 0) {
            inFile.addAndGet(-frames);
            ledger.lostAfterEncoding(frames);
            session.lost(frames);
        }
    }

    /** Of a part whose folder is gone only the beginning is saved. Called by a closing thread. */
    void partlyCopied(String sentence) {
        health.warn(Kind.FOLDER_FALLBACK, sentence);
    }

    /** Something threw while the part was closed; it is kept for a report. */
    Fault broke(Throwable thrown) {
        Fault fault = Fault.of(thrown, Thread.currentThread());
        session.fault(fault);
        return fault;
    }

    /** Called by the encoder thread: something that it did not catch itself. */
    void threw(Throwable thrown) {
        Fault fault = broke(thrown);
        encoderFailed(
                new Failure(
                        Reason.ENCODER_FAILED,
                        "The encoder broke (code " + fault.code() + "): " + thrown + "."));
    }

    private void encoderFailed(Failure why) {
        failure.compareAndSet(null, why);
        session.over(part, Cause.ENCODER, why);
    }

    @Override
    public void fellBack(String name, String why) {
        LOG.info("encoder {} was passed over: {}", name, why);
        health.warn(Kind.ENCODER_FALLBACK, "The encoder " + name + " did not open: " + why);
    }

    @Override
    public void opened(String name, int width, int height) {
        board.encoding(name, width, height);
    }

    @Override
    public void firstUnit(long startMicros) {
        session.firstUnit(part, startMicros);
    }

    @Override
    public void verified(long ptsMicros, boolean same) {
        long unchanged = session.unchangedBefore(ptsMicros);
        if (same) {
            return;
        }
        ledger.unverified(unchanged);
        board.distrusted();
        session.distrust();
        health.warn(
                Kind.DAMAGE_DISTRUSTED,
                "The screen changed without saying so; from now on every picture is read whole.");
    }

    @Override
    public void largeChange(long ptsMicros) {
        session.largeChange(ptsMicros);
    }

    @Override
    public void sizeChanged(long ptsMicros, int width, int height) {
        health.tell(
                Kind.SIZE_CHANGED,
                "The screen is now "
                        + width
                        + "x"
                        + height
                        + "; its picture is fitted into the video.");
    }

    @Override
    public void encodeFailed(long ptsMicros, String why) {
        session.missed("encodeFailed", ptsMicros);
        // What was fetched for it is perhaps in no picture.
        session.whole();
        health.tell(Kind.ENCODE_FAILED, why);
    }

    @Override
    public void givenUp(long ptsMicros) {
        session.missed("abandoned", ptsMicros);
    }

    @Override
    public void broken(EncoderException why) {
        LOG.error("the encoder broke", why);
        Fault fault = Fault.behind(why);
        if (fault != null) {
            session.fault(fault);
        }
        encoderFailed(Failure.of(why));
    }

    @Override
    public void left() {
        left = true;
        session.over(
                part,
                Cause.LENGTH,
                new Failure(Reason.INTERNAL, "The next part could not be begun."));
    }

    @Override
    public void failed(StorageException reason, int unitsLost) {
        Failure why = Failure.of(reason);
        failure.compareAndSet(null, why);
        Fault fault = Fault.behind(reason);
        if (fault != null) {
            session.fault(fault);
        }
        health.tell(Kind.DISK_FAILED, why.sentence());
        inFile.addAndGet(-unitsLost);
        ledger.lostAfterEncoding(unitsLost);
        session.lost(unitsLost);
        session.over(part, Cause.DISK, why);
    }

    @Override
    public void arrivedLate(int units) {
        inFile.addAndGet(units);
        ledger.inFileAfterAll(units);
    }

    @Override
    public void boundWidened(ForcePolicy now) {
        health.tell(
                Kind.FORCE_WIDENED,
                "The disk does not keep up and is forced less often: a power cut may now cost "
                        + now.age().toMillis()
                        + " ms or "
                        + now.bytes() / MIB
                        + " MiB.");
    }

    @Override
    public void unforced(StorageException why, long bytes) {
        health.tell(
                Kind.FORCE_FAILED,
                bytes
                        + " bytes could not be forced to the disk and may be lost in a power cut. "
                        + why.getMessage());
    }

    @Override
    public void eventsUnforced(StorageException why) {
        health.tell(
                Kind.FORCE_FAILED,
                "Events could not be forced to the disk and may be lost in a power cut; the video"
                        + " is not touched by that. "
                        + why.getMessage());
    }

    @Override
    public void eventsLost(StorageException why) {
        health.warn(
                Kind.EVENTS_LOST,
                "Lines of the events beside the video are missing. " + why.getMessage());
    }

    @Override
    public void freeSpace(long bytes) {
        if (over) {
            return;
        }
        long limit =
                Math.max(Recording.LEAST_FREE_BYTES, LEAST_SECONDS_LEFT * board.bytesPerSecond());
        if (bytes < limit) {
            String sentence =
                    "The disk is nearly full: the recording was stopped and everything until then"
                            + " is saved. Free some room.";
            health.tell(Kind.DISK_LOW, sentence);
            session.end(new Failure(Reason.DISK_FULL, sentence));
        }
    }
}
