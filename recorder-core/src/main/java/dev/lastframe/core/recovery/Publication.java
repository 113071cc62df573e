package dev.lastframe.core.recovery;

import dev.lastframe.core.events.EventTrack;
import dev.lastframe.core.recovery.Examination.Findings;
import dev.lastframe.core.recovery.Receipt.Proven;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.storage.OrphanEvents;
import dev.lastframe.core.storage.OrphanFiles;
import dev.lastframe.core.storage.StorageException;
import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a proven recording to what is whole and publishes it. The process may be killed at any
 * point: what was done is recognised and not done twice. Used by one thread; blocks.
 */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    /** A shorter file is taken for something else by FFmpeg's probe, and by players that use it. */
    private static final int RECOGNISABLE_PACKETS = 20;

    private final StreamScan scan;
    private final Sentences sentences;

    Publication(StreamScan scan, Sentences sentences) {
        this.scan = scan;
        this.sentences = sentences;
    }

    /** What is not in the recording any more. */
    private record Cut(long bytes, long millis, Optional<Path> file) {

        boolean isCut() {
            return bytes > 0 || millis > 0;
        }
    }

    Receipt publish(
            OrphanFiles files,
            Findings findings,
            Instant began,
            Optional<FoundEvents> events,
            Instant now)
            throws IOException, StorageException, InterruptedException {
        StreamFacts facts = findings.facts();
        Cut cut = cut(files, findings, events);
        files.finish(filling(facts.wholeBytes()));
        if (events.isPresent()) {
            mendEvents(files, events.get(), (told, file) -> line(told, file, facts, cut, now));
        }
        Path published = files.publish();
        return new Receipt(
                published,
                cut.isCut() ? State.CUT : State.SAVED,
                facts.millis(),
                facts.units(),
                cut.bytes,
                cut.millis,
                Optional.empty(),
                began,
                now,
                findings.isLong() ? Proven.ENDS : Proven.ALL,
                cut.file,
                sentences.saved(began, now, facts.millis(), cut.millis, cut.isCut()));
    }

    private Cut cut(OrphanFiles files, Findings findings, Optional<FoundEvents> events)
            throws IOException, StorageException, InterruptedException {
        StreamFacts facts = findings.facts();
        long missing =
                events.filter(FoundEvents::own)
                        .map(own -> millisMissing(own.told(), facts))
                        .orElse(0L);
        long bytes = facts.sizeBytes() - facts.wholeBytes();
        if (bytes > 0) {
            long millis = millis(facts.lastPts(), findings.latestPts());
            return new Cut(
                    bytes, Math.max(millis, missing), Optional.of(files.cutTo(facts.wholeBytes())));
        }
        Optional<Path> earlier = files.earlierCut();
        if (earlier.isEmpty()) {
            return new Cut(0, missing, Optional.empty());
        }
        // A run before this one cut it, and was killed before it could publish.
        try (FileChannel channel = files.readCut(earlier.get())) {
            long latest = scan.latestPts(channel, 0, facts.lastPts());
            long millis = millis(facts.lastPts(), latest);
            return new Cut(channel.size(), Math.max(millis, missing), earlier);
        }
    }

    private static long millis(long fromPts, long toPts) {
        return PesHeader.ticks(fromPts, toPts) / PesHeader.TICKS_A_MILLI;
    }

    /**
     * The last ledger line may know of pictures that are not in the file: then what was on the
     * screen between the file's last picture and that line is missing. It counts the pictures of
     * all parts of a recording, so it says nothing of one of several.
     */
    private static long millisMissing(RecordedEvents events, StreamFacts facts) {
        Optional<RecordedEvents.Ledger> ledger = events.ledger();
        if (ledger.isEmpty() || events.inParts()) {
            return 0;
        }
        long expected = ledger.get().captured() - ledger.get().givenUp();
        long until = TimeUnit.MICROSECONDS.toMillis(ledger.get().micros());
        return expected > facts.units() ? Math.max(0, until - lastMillis(facts)) : 0;
    }

    private static long lastMillis(StreamFacts facts) {
        return facts.lastPts() / PesHeader.TICKS_A_MILLI;
    }

    /** What is told of a recovery in the events; given the video's name if they are not its own. */
    private interface Line {
        String of(RecordedEvents told, @Nullable String file);
    }

    /** Cuts the events of a part without a picture, which are beside another part. */
    static void cutEvents(OrphanFiles files, FoundEvents events) throws ClosedByInterruptException {
        mendEvents(files, events, null);
    }

    /** The video is what counts: events that cannot be mended do not hold it up. */
    private static void mendEvents(OrphanFiles files, FoundEvents events, @Nullable Line line)
            throws ClosedByInterruptException {
        try {
            if (!events.own()) {
                mendOthers(files, events.file(), line);
            } else if (events.told().wholeBytes() > 0) {
                RecordedEvents told = events.told();
                String text = line == null || told.recovered() ? null : line.of(told, null);
                files.mendEvents(told.wholeBytes(), text);
            }
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (IOException stuck) {
            LOG.warn("the events {} stay as they are", events.file(), stuck);
        }
    }

    private static void mendOthers(OrphanFiles files, Path file, @Nullable Line line)
            throws IOException {
        try (OrphanEvents others = files.takeEvents(file)) {
            // Read again: whoever had them locked before may have mended them.
            RecordedEvents told = RecordedEvents.read(file).orElse(null);
            if (others == null || told == null || told.wholeBytes() == 0) {
                LOG.info("the events {} are left to whoever uses them", file);
                return;
            }
            String name = files.publishedName();
            boolean known = told.recoveredParts().contains(name);
            others.mend(told.wholeBytes(), line == null || known ? null : line.of(told, name));
        }
    }

    private static String line(
            RecordedEvents events, @Nullable String file, StreamFacts facts, Cut cut, Instant now) {
        long micros =
                Math.max(events.lastMicros(), TimeUnit.MILLISECONDS.toMicros(lastMillis(facts)));
        return EventTrack.object(json -> {
            json.writeNumberField("t", micros);
            json.writeStringField("type", RecordedEvents.RECOVERED);
            if (file != null) {
                json.writeStringField(RecordedEvents.FILE, file);
            }
            json.writeStringField("wall", now.toString());
            json.writeNumberField("frames", facts.units());
            json.writeNumberField("bytesCut", cut.bytes);
            json.writeNumberField("millisCut", cut.millis);
        });
    }

    private static byte[] filling(long bytes) {
        long missing = RECOGNISABLE_PACKETS - bytes / TransportPacket.SIZE;
        return missing > 0 ? TransportPacket.nulls((int) missing) : new byte[0];
    }
}
