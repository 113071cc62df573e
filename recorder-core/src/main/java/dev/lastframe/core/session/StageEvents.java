package dev.lastframe.core.session;

import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.encode.EncoderListener;
import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.ForcePolicy;
import dev.lastframe.core.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the encoder and disk threads tell. Nothing here blocks: what follows from it happens on the
 * session's thread.
 */
final class StageEvents implements EncoderListener, DurableOutput.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(StageEvents.class);
    private static final int LEAST_SECONDS_LEFT = 30;
    private static final long MIB = 1024L * 1024;

    /** What only the session can do; each call returns at once. */
    interface Session {

        /** The first packet was written. */
        void firstUnit();

        /** The recording has to end. */
        void end(Failure why);

        /** How many unchanged ticks a verifying picture speaks for; asked once for each. */
        long unchangedBefore(long ptsMicros);

        /** The screen's announcements are not to be believed any more. */
        void distrust();

        /** So many frames turned out not to be in the file: the ledger's last line must say so. */
        void lost(int frames);

        /** A frame was missed at this time. */
        void missed(String reason, long tMicros);
    }

    private final Ledger ledger;
    private final StatusBoard board;
    private final Health health;
    private final Session session;

    StageEvents(Ledger ledger, StatusBoard board, Health health, Session session) {
        this.ledger = ledger;
        this.board = board;
        this.health = health;
        this.session = session;
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
    public void firstUnit() {
        session.firstUnit();
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
        health.tell(Kind.ENCODE_FAILED, why);
    }

    @Override
    public void broken(EncoderException why) {
        session.end(Failure.of(why));
    }

    @Override
    public void failed(StorageException reason, int unitsLost) {
        ledger.lostAfterEncoding(unitsLost);
        Failure failure = Failure.of(reason);
        health.tell(Kind.DISK_FAILED, failure.sentence());
        session.lost(unitsLost);
        session.end(failure);
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
    public void freeSpace(long bytes) {
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
