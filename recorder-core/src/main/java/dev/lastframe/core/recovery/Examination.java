package dev.lastframe.core.recovery;

import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how much of a recording is whole and proves it; changes nothing. Used by one thread;
 * blocks.
 */
final class Examination {

    /**
     * More than a crash tears off: what was written and not forced is at most 16 MiB, and what a
     * slow force lets come after it. Where more follows a damage, cutting could throw away more
     * than it mends.
     */
    static final long MOST_CUT_BYTES = 64L * 1024 * 1024;

    /**
     * More than a crash tears off in time: a force is let wait for 10 s at most. Where longer
     * follows a damage, it came before the crash, and what is behind it may be whole.
     */
    static final long MOST_CUT_MILLIS = TimeUnit.SECONDS.toMillis(30);

    /** Recordings up to here are decoded wholly before they are published. */
    static final long LONG_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger(Examination.class);

    /** Every transport stream begins with two tables, of a packet each. */
    private static final int TABLE_PACKETS = 2;

    /**
     * What was found.
     *
     * @param facts of the stream; a last picture that decoded counts as whole
     * @param latestPts of any picture of which something is behind the whole part, in 90 kHz; else
     *     that of the last whole one
     * @param refusal why it must not be touched, if it must not
     * @param soundAlone whether it is no recording, but the sound beside one
     */
    record Findings(
            StreamFacts facts, long latestPts, Optional<Reason> refusal, boolean soundAlone) {

        /** Whether only its ends are decoded before it is published. */
        boolean isLong() {
            return facts.millis() > LONG_MILLIS;
        }
    }

    private final StreamScan scan;
    private final StrictDecoder decoder;

    Examination(StreamScan scan, StrictDecoder decoder) {
        this.scan = scan;
        this.decoder = decoder;
    }

    /**
     * Examines it.
     *
     * @param orSound whether its name is that of a microphone's own track
     */
    Findings of(FileChannel channel, boolean orSound) throws IOException, InterruptedException {
        StreamFacts facts = scan.read(channel, orSound);
        boolean sound = scan.isSoundAlone();
        Optional<Reason> refusal = refuse(facts);
        if (refusal.isPresent()) {
            return new Findings(facts, facts.lastPts(), refusal, sound);
        }
        long last = facts.open().map(StreamFacts.Open::pts).orElse(facts.lastPts());
        long latest = scan.latestPts(channel, facts.wholeBytes(), last);
        if (PesHeader.ticks(last, latest) > MOST_CUT_MILLIS * PesHeader.TICKS_A_MILLI) {
            return new Findings(facts, latest, Optional.of(Reason.CUT_TOO_LARGE), sound);
        }
        Proof proof = new Proof(sound ? decoder.ofSound() : decoder, channel, facts);
        try {
            Optional<StreamFacts.Open> open = facts.open();
            if (open.isPresent() && proof.isWhole(open.get(), facts.units())) {
                facts = facts.withOpen(open.get());
            }
            refusal = prove(facts, proof, sound);
        } catch (ClosedByInterruptException | Proof.Unreadable notTheDecoders) {
            throw notTheDecoders;
        } catch (IOException untried) {
            LOG.warn("a recording could not be decoded", untried);
            refusal = Optional.of(Reason.NOT_PROVABLE);
        }
        return new Findings(facts, latest, refusal, sound);
    }

    /** Decodes what {@link #of} left out of a long recording; false if it is damaged. */
    boolean rest(FileChannel channel, StreamFacts facts) throws IOException, InterruptedException {
        return new Proof(decoder, channel, facts).middle(facts);
    }

    /** What reading alone tells against it. */
    private static Optional<Reason> refuse(StreamFacts facts) {
        if (facts.damage().equals(Optional.of(Damage.TIME_ORDER))) {
            return Optional.of(Reason.TIMES_NOT_INCREASING);
        }
        if (facts.units() == 0 && facts.open().isEmpty()) {
            boolean strange = facts.tableBytes() < (long) TABLE_PACKETS * TransportPacket.SIZE;
            return Optional.of(strange ? Reason.NOT_A_TRANSPORT_STREAM : Reason.NO_PICTURE);
        }
        long keep = facts.open().map(StreamFacts.Open::endOffset).orElse(facts.wholeBytes());
        return facts.sizeBytes() - keep > MOST_CUT_BYTES
                ? Optional.of(Reason.CUT_TOO_LARGE)
                : Optional.empty();
    }

    /** Sound alone is decoded in no time. */
    private static Optional<Reason> prove(StreamFacts facts, Proof proof, boolean all)
            throws IOException, InterruptedException {
        if (facts.units() == 0) {
            return Optional.of(Reason.NO_PICTURE);
        }
        boolean ends = facts.millis() > LONG_MILLIS && !all;
        boolean good = ends ? proof.ends(facts) : proof.all(facts);
        return good ? Optional.empty() : Optional.of(Reason.DAMAGED);
    }
}
