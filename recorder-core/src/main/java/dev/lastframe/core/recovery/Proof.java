package dev.lastframe.core.recovery;

import dev.lastframe.core.recovery.KeyFrames.KeyFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes parts of one recording, and counts: as many pictures must come out as there are units. A
 * part begins with a key frame; the tables of the file's beginning are put in front of it. Used by
 * one thread; blocks.
 */
final class Proof {

    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);

    /** Starting a program and decoding one picture may take this long on a busy computer. */
    private static final Duration LEAST_LIMIT = Duration.ofMinutes(2);

    /** A decoder at the lowest priority may need a multiple of the recording's own time. */
    private static final long LIMIT_FACTOR = 4;

    private static final int PIECE = 256 * 1024;

    /** The recording itself cannot be read. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;

        private Unreadable(String what, @Nullable IOException cause) {
            super(what, cause);
        }
    }

    private final StrictDecoder decoder;
    private final FileChannel file;
    private final long tableBytes;

    Proof(StrictDecoder decoder, FileChannel file, StreamFacts facts) {
        this.decoder = decoder;
        this.file = file;
        this.tableBytes = facts.tableBytes();
    }

    /** Whether a last picture, whose end nothing tells, decodes without a fault. */
    boolean isWhole(StreamFacts.Open last, long units) throws IOException, InterruptedException {
        return decodes(last.key().offset(), last.endOffset(), units + 1 - last.key().index());
    }

    /** The whole recording. */
    boolean all(StreamFacts facts) throws IOException, InterruptedException {
        return decodes(0, facts.wholeBytes(), facts.units());
    }

    /** The first groups of pictures and the last ones. */
    boolean ends(StreamFacts facts) throws IOException, InterruptedException {
        KeyFrame first = facts.keys().afterFirstGroups();
        KeyFrame last = facts.keys().beginOfLastGroups();
        if (first == null || last == null || last.index() <= first.index()) {
            return all(facts);
        }
        return decodes(0, first.offset(), first.index())
                && decodes(last.offset(), facts.wholeBytes(), facts.units() - last.index());
    }

    /** What {@link #ends} left out. */
    boolean middle(StreamFacts facts) throws IOException, InterruptedException {
        KeyFrame first = facts.keys().afterFirstGroups();
        KeyFrame last = facts.keys().beginOfLastGroups();
        if (first == null || last == null || last.index() <= first.index()) {
            return true;
        }
        return decodes(first.offset(), last.offset(), last.index() - first.index());
    }

    private boolean decodes(long from, long until, long pictures)
            throws IOException, InterruptedException {
        StrictDecoder.Stream part =
                target -> {
                    if (from > 0) {
                        copy(0, Math.min(tableBytes, from), target);
                    }
                    copy(from, until, target);
                };
        long millis = LIMIT_FACTOR * 1000 * pictures / 30;
        Duration limit = LEAST_LIMIT.plusMillis(millis);
        StrictDecoder.Decoded decoded = decoder.decode(part, limit);
        boolean good = decoded.undamaged() && decoded.pictures() == pictures;
        if (!good) {
            LOG.info(
                    "bytes {} to {}: {} of {} pictures decoded; {}",
                    from,
                    until,
                    decoded.pictures(),
                    pictures,
                    decoded.complaint());
        }
        return good;
    }

    private void copy(long from, long until, OutputStream target)
            throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        long at = from;
        while (at < until) {
            ByteBuffer buffer = ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, until - at));
            int read = read(buffer, at);
            if (read < 0) {
                throw new Unreadable("the recording has become shorter", null);
            }
            target.write(piece, 0, read);
            at += read;
            refuseInterrupt();
        }
    }

    private int read(ByteBuffer buffer, long at) throws IOException {
        try {
            return file.read(buffer, at);
        } catch (ClosedChannelException interrupted) {
            throw interrupted;
        } catch (IOException failed) {
            throw new Unreadable("the recording cannot be read at byte " + at, failed);
        }
    }

    private static void refuseInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
