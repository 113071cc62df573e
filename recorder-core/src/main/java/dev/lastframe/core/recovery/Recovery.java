package dev.lastframe.core.recovery;

import dev.lastframe.core.recovery.Orphans.Orphan;
import dev.lastframe.core.storage.FinishedRecordings;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.RepairStep;
import dev.lastframe.core.time.NanoClock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds recordings that a crash left unfinished, proves them, and publishes what is whole. A
 * recording is one by its name, {@code name.recording.ts}, and left unfinished when the lock of its
 * name can be taken; neither its date nor anything in it decides that.
 *
 * <p>May be killed at any moment and run again, and several may run at once, in one process or in
 * several: each file is recovered by one of them. Decoding is done by child processes of low
 * priority, one at a time. Needs the same memory for any number and length of recordings.
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final RecoveryPlaces places;
    private final Salvage salvage;

    /**
     * @param decoder proves recordings; usually a {@link FfmpegDecoder}
     */
    public Recovery(RecoveryPlaces places, NanoClock clock, StrictDecoder decoder) {
        this(places, clock, decoder, ZoneId.systemDefault(), step -> LOG.debug("next: {}", step));
    }

    /**
     * @param steps told of each change to the disk before it is made
     */
    Recovery(
            RecoveryPlaces places,
            NanoClock clock,
            StrictDecoder decoder,
            ZoneId zone,
            Consumer<RepairStep> steps) {
        this.places = places;
        this.salvage =
                new Salvage(
                        clock,
                        decoder,
                        new Sentences(zone),
                        new FinishedRecordings(places.activeFolder()),
                        steps);
    }

    /** A long recording that is published before all of it was decoded. */
    private record Unproven(int index, StreamFacts facts) {}

    /**
     * Looks through all places and recovers what it finds, one recording after the other. Called by
     * any thread but one that may not wait; blocks until all is done, or until the thread is
     * interrupted: the recording at hand is then left for the next run, and the thread's interrupt
     * status is set again.
     *
     * @param listener told by this thread
     */
    public RecoveryResult run(RecoveryListener listener) {
        List<Receipt> receipts = new ArrayList<>();
        List<Unproven> unproven = new ArrayList<>();
        Orphans orphans = Orphans.in(places);
        int inUse = 0;
        boolean cancelled = false;
        try {
            List<Orphan> all = orphans.all();
            listener.progress(0, all.size());
            for (int i = 0; i < all.size(); i++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                switch (salvage.salvage(all.get(i))) {
                    case Salvage.Result.Told(Receipt receipt, Optional<StreamFacts> rest) -> {
                        LOG.info("{}: {} {}", receipt.file(), receipt.state(), receipt.reason());
                        rest.ifPresent(facts -> unproven.add(new Unproven(receipts.size(), facts)));
                        receipts.add(receipt);
                        listener.receipt(receipt);
                    }
                    case Salvage.Result.InUse() -> {
                        // with its microphone's track it is one recording
                        String name = String.valueOf(all.get(i).recording().getFileName());
                        inUse += RecordingFiles.isMicrophone(name) ? 0 : 1;
                    }
                    case Salvage.Result.Beside() ->
                            LOG.debug("{} goes with another file", all.get(i).recording());
                    case Salvage.Result.Gone() -> LOG.debug("{} is gone", all.get(i).recording());
                }
                listener.progress(i + 1, all.size());
            }
            for (Unproven rest : unproven) {
                Receipt proven = salvage.proveRest(receipts.get(rest.index), rest.facts);
                receipts.set(rest.index, proven);
                listener.proven(proven);
            }
        } catch (InterruptedException cancel) {
            LOG.info("recovery was cancelled");
            cancelled = true;
            Thread.currentThread().interrupt();
        }
        return new RecoveryResult(receipts, inUse, orphans.unreadable(), cancelled);
    }
}
