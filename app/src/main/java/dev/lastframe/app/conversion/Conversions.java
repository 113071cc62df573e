package dev.lastframe.app.conversion;

import dev.lastframe.app.settings.Keep;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.export.Mp4Copy;
import dev.lastframe.core.export.RecordingTags;
import dev.lastframe.core.storage.FinishedRecordings;
import dev.lastframe.core.storage.FinishedRecordings.InHand;
import dev.lastframe.core.storage.RecordingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the MP4 of finished recordings. Whatever is not done when the process ends is noted, and
 * taken up by the next one; what failed is not tried again, unless there was no room for it. Two
 * processes never work at the same recording. Callable from any thread that may block.
 */
public final class Conversions {

    private static final Logger LOG = LoggerFactory.getLogger(Conversions.class);

    private final FinishedRecordings finished;
    private final Keep keep;
    private final ConversionListener listener;

    /**
     * @param activeNotes the state folder's {@code active}
     * @param keep which files stay
     * @param listener told by this thread and by those of child processes
     */
    public Conversions(Path activeNotes, Keep keep, ConversionListener listener) {
        this.finished = new FinishedRecordings(activeNotes);
        this.keep = keep;
        this.listener = listener;
    }

    /** Makes the MP4 of each of these, and of all that are noted. */
    public void allAnd(Collection<Path> recordings) throws InterruptedException {
        if (keep == Keep.TRANSPORT_STREAM) {
            finished.forgetAll();
            return;
        }
        Set<Path> all = new LinkedHashSet<>();
        recordings.forEach(recording -> all.add(recording.toAbsolutePath()));
        all.addAll(finished.all());
        only(all);
    }

    /** Makes the MP4 of each of these, one after the other. */
    public void only(Collection<Path> recordings) throws InterruptedException {
        for (Path recording : recordings) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (mp4(recording).isPresent()) {
                one(recording);
            }
        }
    }

    /** The MP4's place; empty where the file is not a published recording. */
    public static Optional<Path> mp4(Path recording) {
        String file = String.valueOf(recording.getFileName());
        if (!file.endsWith(RecordingFiles.PUBLISHED) || RecordingFiles.isRecording(file)) {
            return Optional.empty();
        }
        String name = file.substring(0, file.length() - RecordingFiles.PUBLISHED.length());
        return Optional.of(recording.resolveSibling(name + RecordingFiles.MP4));
    }

    private void one(Path recording) throws InterruptedException {
        try (InHand hand = finished.take(recording).orElse(null)) {
            if (hand == null) {
                LOG.info("another process makes the MP4 of {}", recording);
            } else if (keep == Keep.TRANSPORT_STREAM) {
                hand.done();
            } else {
                convert(hand, mp4(hand.recording()).orElseThrow());
            }
        } catch (IOException gone) {
            LOG.warn("no MP4 is made of {}", recording, gone);
            listener.failed(
                    recording,
                    "No MP4 can be made of "
                            + recording.getFileName()
                            + ", which is no longer there: bring it back and export it.");
        }
    }

    private void convert(InHand hand, Path mp4) throws InterruptedException {
        Path recording = hand.recording();
        try {
            if (!isOursAlready(mp4, recording)) {
                Mp4Copy.make(
                        recording,
                        mp4,
                        RecordingTags.of(recording),
                        share -> listener.progress(recording, share));
            }
        } catch (ExportException refused) {
            LOG.warn("no MP4 of {}", recording, refused);
            if (refused.kind() != Kind.DISK_FULL) {
                hand.done();
            }
            listener.failed(recording, String.valueOf(refused.getMessage()));
            return;
        } catch (RuntimeException fault) {
            // A file that breaks the program breaks it each time.
            hand.done();
            throw fault;
        }
        LOG.info("{} is made and proven", mp4);
        boolean kept = keep != Keep.MP4 || !hand.removeRecording();
        hand.done();
        listener.made(recording, mp4, kept);
    }

    /** A process may have been killed between giving it its name and saying that it is done. */
    private static boolean isOursAlready(Path mp4, Path recording)
            throws ExportException, InterruptedException {
        return Files.isRegularFile(mp4, LinkOption.NOFOLLOW_LINKS) && Mp4Copy.holds(mp4, recording);
    }
}
