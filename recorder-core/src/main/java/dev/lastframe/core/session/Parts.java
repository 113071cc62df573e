package dev.lastframe.core.session;

import dev.lastframe.core.encode.EncoderTask;
import dev.lastframe.core.encode.SideTrack;
import dev.lastframe.core.encode.UnitSink;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.session.StageEvents.Cause;
import dev.lastframe.core.sound.SoundFeed;
import dev.lastframe.core.storage.OutputStats;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one recording, one after the other: each with names, disk and encoder of its own,
 * while capture, queue, ledger and clock go on. Used by the session's thread, except where it says
 * otherwise.
 */
final class Parts {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(11);
    private static final Duration EVENTS_PATIENCE = Duration.ofSeconds(3);

    private final Desk desk;
    private final Making making;
    private final StageEvents.Session session;
    private final PartMaker maker;
    private final Restarts restarts = new Restarts();

    /** In order; read by any thread. */
    private final List<Part> all = new CopyOnWriteArrayList<>();

    private final List<Closing> closings = new ArrayList<>();

    /** The part whose events file is written to. */
    private @Nullable Part carrier;

    private Journal.@Nullable Header header;
    private @Nullable SoundFeed sound;
    private @Nullable SoundFeed apart;
    private FrameFormat shape = FrameFormat.packed(2, 2);
    private int fps;
    private boolean hung;

    Parts(Desk desk, Making making, StageEvents.Session session) {
        this.desk = desk;
        this.making = making;
        this.session = session;
        this.maker = new PartMaker(desk, making.outputs(), session);
    }

    // ---- what anybody may ask

    /** The numbers of all disks together. Any thread. Never blocks long. */
    OutputStats stats() {
        return all.stream()
                .map(part -> part.output().stats())
                .reduce(OutputStats::plus)
                .orElseThrow();
    }

    /** How many there are. Any thread. */
    int count() {
        return all.size();
    }

    /** How often the encoder was restarted. */
    Restarts restarts() {
        return restarts;
    }

    /** What there is of each at this moment. Any thread. Never blocks. */
    List<Closed> asTheyAre(Failure why) {
        return all.stream().map(part -> part.asItIs(why)).toList();
    }

    /** Where they are written, or were. Any thread. */
    List<Path> temporaryFiles() {
        return all.stream().map(part -> part.files().recording()).toList();
    }

    /**
     * Nothing is waited for any more: what is in flight is abandoned, and what the disks did not
     * take; a file without its name keeps the temporary one. Any thread. Never blocks long.
     */
    void giveUp() {
        int lost = desk.queue().abandon();
        for (Part part : all) {
            part.output().refuseMore();
            if (part.decide()) {
                part.told().lost(part.output().giveUp());
                MicrophoneFile microphone = part.microphone();
                if (microphone != null) {
                    microphone.keepTemporary();
                }
            }
        }
        session.lost(lost);
        settleWithTheFiles();
    }

    // ---- the first one

    /**
     * Opens the first part's encoder, which needs no file for that. Never blocks.
     *
     * @param rehearsal what it encodes before its first picture
     * @return the caller's until the part is there: see {@link #first}
     */
    Ahead ahead(FrameFormat expected, int rate, EncoderRun.Rehearsal rehearsal) {
        shape = expected;
        fps = rate;
        StageEvents told = maker.told(1);
        LaterSink video = new LaterSink();
        LaterSink beside = new LaterSink();
        SideTrack side = apart == null ? null : new SideTrack(apart, beside);
        return new Ahead(told, encoder(1, video, side, told, rehearsal), video, beside);
    }

    /**
     * An encoder whose part is still to come.
     *
     * @param told by both
     * @param video where its pictures will go
     * @param beside where the microphone of its own will go
     */
    record Ahead(StageEvents told, EncoderRun encoder, LaterSink video, LaterSink beside) {}

    /**
     * Opens the files of the first part. Blocks.
     *
     * @param files owned by it from now on
     * @param ahead its encoder, the part's from now on
     */
    Part first(RecordingFiles files, Ahead ahead, CompletableFuture<?> abort)
            throws StorageException, InterruptedException {
        Part part = maker.first(files, ahead.told(), abort);
        ahead.video().to(part.sink());
        MicrophoneFile microphone = part.microphone();
        if (microphone == null) {
            ahead.beside().toNothing();
        } else {
            ahead.beside().to(microphone.sink());
        }
        part.encodeBy(ahead.encoder());
        all.add(part);
        carrier = part;
        return part;
    }

    /**
     * What every part's encoder takes beside the pictures; null for nothing.
     *
     * @param mixed for the video's own file
     * @param microphone for a file of its own beside each part
     */
    void sound(@Nullable SoundFeed mixed, @Nullable SoundFeed microphone) {
        sound = mixed;
        apart = microphone;
        maker.withMicrophone(microphone != null);
    }

    /** What every file of events begins with. */
    void header(Journal.Header begun) {
        header = begun;
    }

    // ---- one after the other

    boolean isCurrent(int number) {
        return !all.isEmpty() && current().number() == number;
    }

    Part current() {
        return all.getLast();
    }

    /** The first picture of a part was written. */
    void began(int number, long startMicros) {
        Part part = all.get(number - 1);
        part.began(startMicros);
        if (number > 1) {
            desk.journal()
                    .part(startMicros, number, shown(part.files().published()), part.reason());
        }
    }

    /** Whether the current one holds so much that another has to begin. */
    boolean isLong(long nowMicros) {
        return current().lengthMicros(nowMicros)
                >= TimeUnit.NANOSECONDS.toMicros(making.partLength().toNanos());
    }

    /**
     * Ends the current part and begins the one that follows, where there is a place for it. Blocks
     * for as long as the disks take to open a file, seconds at most.
     *
     * @param why what is given back where it cannot go on
     * @return why the recording cannot go on; null when it does
     */
    @Nullable Failure goOn(Cause cause, Failure why) throws InterruptedException {
        Part old = current();
        old.told().end();
        // A file that is gone still takes pictures, and a paused recording has none.
        desk.queue().dismiss();
        Failure stuck = old.encoder().awaitEnd();
        desk.queue().admit();
        if (stuck != null) {
            hung = true;
            return stuck;
        }
        if (cause != Cause.LENGTH) {
            beginWhole();
        }
        String reason = cause == Cause.LENGTH ? "LENGTH" : why.reason().name();
        int number = all.size() + 1;
        Part next = cause == Cause.DISK ? null : maker.beside(old, number, reason);
        boolean stays = next != null;
        if (next == null) {
            next = maker.elsewhere(old, number, reason);
        }
        if (next == null) {
            return why;
        }
        all.add(next);
        closings.add(closing(old, next, stays, why.reason() == Reason.FOLDER_GONE));
        if (!stays) {
            moveEvents(old, next);
        }
        next.encodeBy(
                encoder(
                        number,
                        next.sink(),
                        next.side(apart),
                        next.told(),
                        EncoderRun.Rehearsal.NONE));
        return null;
    }

    /**
     * The next part begins with a picture of its own. It is asked for only now: the encoder that
     * ended might have taken it along, and what is fetched after it is no whole picture.
     */
    private void beginWhole() {
        for (long ptsMicros : desk.queue().giveUpUntilWhole()) {
            session.missed("abandoned", ptsMicros);
        }
        session.whole();
    }

    private Closing closing(Part old, Part next, boolean stays, boolean gone)
            throws InterruptedException {
        if (stays) {
            boolean carries = old == carrier;
            return Closing.begin(old, carries ? Closing.Scope.VIDEO : Closing.Scope.ALL);
        }
        CopyPlaces.Place copy = gone ? maker.rescue(old, next.folder()) : null;
        return copy == null ? Closing.begin(old, Closing.Scope.ALL) : Closing.rescue(old, copy);
    }

    private void moveEvents(Part old, Part next) {
        Part before = carrier;
        Journal.Header begun = header;
        if (begun != null) {
            String first = shown(all.getFirst().files().events());
            desk.journal().continueIn(next.output()::line, begun, next.number(), first);
        }
        carrier = next;
        if (before != null && before != old) {
            var _ = Closing.events(before);
        }
    }

    /** Takes pictures from the queue from now on. */
    private EncoderRun encoder(
            int number,
            UnitSink sink,
            @Nullable SideTrack side,
            StageEvents told,
            EncoderRun.Rehearsal rehearsal) {
        EncoderTask.Request wanted =
                new EncoderTask.Request(
                        desk.request().preset(),
                        fps,
                        desk.request().encoder(),
                        number > 1,
                        sound,
                        side);
        Making.Encoding encoding =
                making.encoders()
                        .make(desk.queue(), sink, desk.environment().encoders(), wanted, told);
        return new EncoderRun(desk.queue(), encoding, shape, rehearsal, told::threw);
    }

    /** The file's name alone where it lies beside the first part. */
    private String shown(Path file) {
        return all.getFirst().folder().equals(file.getParent())
                ? String.valueOf(file.getFileName())
                : file.toAbsolutePath().toString();
    }

    // ---- the end

    /**
     * Lets the encoder take what is in the queue, which is closed; what it does not take in three
     * seconds is given up.
     *
     * @param steps keeps what is thrown
     * @return what went wrong, null if nothing
     */
    @Nullable Failure drain(Steps steps) {
        AtomicReference<@Nullable Failure> problem = new AtomicReference<>();
        steps.run("the encoder's end", () -> problem.set(endEncoders()));
        if (hung) {
            current().output().refuseMore();
        }
        int lost = desk.queue().abandon();
        steps.run("counting what was given up", () -> session.lost(lost));
        if (hung) {
            String encoder =
                    all.size() == 1 ? "The encoder" : "The encoder of part " + current().number();
            return new Failure(Reason.ENCODER_HUNG, encoder + " did not end: " + missing(lost));
        }
        Failure broke = current().told().failure();
        return broke != null ? broke : problem.get();
    }

    /** The end of a sentence. */
    static String missing(int lost) {
        return switch (lost) {
            case 0 -> "no picture is missing.";
            case 1 -> "the last picture is missing.";
            default -> "the last " + lost + " pictures are missing.";
        };
    }

    private @Nullable Failure endEncoders() throws InterruptedException {
        Failure problem = endEncoder();
        if (!hung && current().told().hasLeft() && desk.queue().fill() > 0) {
            // That no other part can be begun does not mean that an encoder hangs.
            problem = goOn(Cause.LENGTH, nextFailed());
            if (problem == null) {
                problem = endEncoder();
            }
        }
        return problem;
    }

    private @Nullable Failure endEncoder() throws InterruptedException {
        if (hung) {
            return null;
        }
        Failure problem = current().encoder().end();
        hung = problem != null;
        return problem;
    }

    static Failure nextFailed() {
        return new Failure(
                Reason.WRITE_FAILED, "The next part could not be begun: look at the folder.");
    }

    /**
     * Closes and publishes everything. Blocks, at most for the patience that disks get.
     *
     * @param steps keeps what is thrown; no part is left open because another could not be closed
     * @param lastLine writes the last line of events, when all but the file that holds them is
     *     closed
     * @return what became of each part, in order
     */
    List<Closed> close(Steps steps, Runnable lastLine) {
        Part last = current();
        last.told().end();
        Part events = carrier;
        boolean elsewhere = events != last;
        long deadline = desk.clock().nanoTime() + CLOSE_PATIENCE.toNanos();
        if (elsewhere) {
            closings.add(closing(last, Closing.Scope.ALL, steps));
        }
        List<Closed> closed = new ArrayList<>();
        for (Closing closing : closings) {
            closed.add(closing.await(deadline - desk.clock().nanoTime()));
        }
        steps.run("the balance", this::balance);
        steps.run("the last line", lastLine::run);
        if (!elsewhere) {
            Closing.Scope scope = all.size() == 1 ? Closing.Scope.ONLY : Closing.Scope.ALL;
            closed.add(closing(last, scope, steps).await(CLOSE_PATIENCE.toNanos()));
        } else if (events != null) {
            steps.run("the events' end", () -> awaitEvents(Closing.events(events)));
        }
        return closed;
    }

    /** A folder that is gone by now takes nothing along: the file in it is still open. */
    private Closing closing(Part last, Closing.Scope scope, Steps steps) {
        AtomicReference<CopyPlaces.@Nullable Place> copy = new AtomicReference<>();
        if (last.told().inFile() > 0) {
            steps.run("looking for the folder", () -> copy.set(maker.rescueIfGone(last)));
        }
        CopyPlaces.Place names = copy.get();
        return names == null ? Closing.begin(last, scope) : Closing.rescue(last, names);
    }

    /** An encoder that hangs may have handed on a picture that was then given up. */
    private void balance() {
        if (hung) {
            settleWithTheFiles();
        }
    }

    private synchronized void settleWithTheFiles() {
        long inFiles = all.stream().mapToLong(part -> part.told().inFile()).sum();
        desk.ledger().lostAfterEncoding(desk.ledger().snapshot().encoded() - inFiles);
    }

    private static void awaitEvents(CompletableFuture<Boolean> ended) throws InterruptedException {
        try {
            ended.get(EVENTS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            LOG.error("the events could not be closed", stuck);
        }
    }
}
