package dev.lastframe.core.session;

import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.session.StageEvents.Cause;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a recording, in order: its start, pauses, parts and its end. Every method is
 * called by the session's thread unless it says otherwise.
 */
final class Course {

    /** Who runs the session's thread. Callable by any thread; never blocks. */
    interface Host {

        /** Has it done on the session's thread, after what was asked for before. */
        void later(Runnable task);

        /** Asks for the recording's end, within a bound. */
        void endSoon(@Nullable Failure failure, String why);

        /** Why the end was asked for; null where it was not, or by a person. */
        @Nullable Failure askedBecause();

        /** The recording has ended. */
        void complete(Ending ending);

        /** Has a fault logged and kept for a report. */
        Fault noted(Throwable broken);

        /** Something threw where nobody expected it: what there is is saved. */
        void ownFault(Throwable broken);
    }

    private final Desk desk;
    private final Life life;
    private final Host host;
    private final Parts parts;

    /** Written once, before the first tick; read by any thread. */
    private volatile @Nullable Stages stages;

    private final Tails tails = new Tails();

    /** Written by the session's thread, once. */
    private volatile @Nullable Road road;

    private @Nullable Failure firstProblem;

    Course(Desk desk, Life life, Host host, Making making) {
        this.desk = desk;
        this.life = life;
        this.host = host;
        this.parts = new Parts(desk, making, new Told(desk, life, host, this));
    }

    /** The stages, null before they run. Any thread. */
    @Nullable Stages stages() {
        return stages;
    }

    /** What is heard; null before it runs. Any thread. */
    @Nullable SoundKeeper sound() {
        Road running = road;
        return running == null ? null : running.sound();
    }

    /** Nothing is waited for any more: what is in flight is abandoned. Any thread. */
    void giveUp() {
        Stages all = stages;
        if (all != null) {
            all.capture().suspend();
        }
        Road running = road;
        if (running != null) {
            running.endSound();
        }
        parts.giveUp();
    }

    /** Where it is written, or was. Any thread. */
    List<Path> temporaryFiles() {
        return parts.temporaryFiles();
    }

    /** What there is of it at this moment. Any thread. */
    Ending asItIs(Failure why) {
        return Ending.of(parts.asTheyAre(why), why);
    }

    /**
     * Begins, or ends at once.
     *
     * @param clear completed when the first picture may be taken
     * @param stopAsked ends the waiting for a person or for the first picture when it is completed
     * @param abort ends every waiting when it is completed
     */
    void begin(
            CompletableFuture<?> clear,
            CompletableFuture<?> stopAsked,
            CompletableFuture<?> abort) {
        if (life.state() != SessionState.STARTING) {
            return;
        }
        Beginning.Result result = new Beginning(desk, parts, clear, stopAsked, abort, host).begin();
        Road begun = result.road();
        if (begun != null) {
            road = begun;
            stages = begun.stages();
            desk.board().running(begun.stages());
            begun.startPacer(begun.stages().timeline().startNanos());
            tails.start(desk);
        }
        if (result.ending() != null) {
            host.complete(result.ending());
        }
    }

    void pause() {
        Road running = road;
        if (life.state() != SessionState.RECORDING || running == null) {
            return;
        }
        running.pause();
        life.transition(SessionState.PAUSED, "asked for");
        desk.journal().moment("pause");
        writeLedger();
    }

    void resume() {
        Road running = road;
        if (life.state() != SessionState.PAUSED || running == null) {
            return;
        }
        long now = running.resume();
        life.transition(SessionState.RECORDING, "asked for");
        desk.journal().moment("resume");
        running.startPacer(now);
    }

    void eachSecond() {
        Stages all = stages;
        if (all == null || life.state() != SessionState.RECORDING) {
            return;
        }
        long now = desk.journal().nowMicros();
        all.misses().flush(now);
        desk.board().sample();
        all.capture().activity().write(desk.journal());
        writeLedger();
        all.capture().activity().write(desk.journal());
        if (parts.isLong(now)) {
            desk.captureThread().post(all.capture()::wholeNext);
            parts.current().encoder().leave();
        }
    }

    /** The first packet of a part was written. */
    void firstUnit(int part, long startMicros) {
        parts.began(part, startMicros);
        if (life.state() == SessionState.STARTING) {
            life.transition(SessionState.RECORDING, "first packet written");
        }
    }

    /** A part cannot go on: another follows, or the recording ends. */
    void partOver(int number, Cause cause, Failure why) {
        SessionState now = life.state();
        if (stages == null || now.isEnd() || !parts.isCurrent(number)) {
            return;
        }
        if (now == SessionState.STARTING) {
            host.endSoon(why, why.sentence());
        } else if (now == SessionState.RECORDING || now == SessionState.PAUSED) {
            if (cause == Cause.ENCODER && !parts.restarts().allow(desk.clock().nanoTime())) {
                Failure again =
                        new Failure(
                                why.reason(),
                                "The encoder broke again and again, so the recording was stopped;"
                                        + " what was recorded until then is saved.");
                host.endSoon(again, again.sentence());
            } else {
                goOn(cause, why);
            }
        }
    }

    private void goOn(Cause cause, Failure why) {
        Path before = parts.current().folder();
        Failure stuck;
        try {
            stuck = parts.goOn(cause, cause == Cause.LENGTH ? Parts.nextFailed() : why);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        if (stuck != null) {
            host.endSoon(stuck, stuck.sentence());
            return;
        }
        Continuation told =
                Continuation.of(cause, why, before, parts.current().folder(), parts.count());
        if (firstProblem == null) {
            firstProblem = told.problem();
        }
        if (told.isWarning()) {
            desk.health().warn(told.kind(), told.sentence());
        } else {
            desk.health().tell(told.kind(), told.sentence());
        }
    }

    /** Ends it, once. Blocks, within the bounds of its parts. */
    void finish(@Nullable Failure failure, String why) {
        SessionState before = life.state();
        if (before == SessionState.STOPPING || before.isEnd()) {
            return;
        }
        life.transition(SessionState.STOPPING, why);
        Road running = road;
        if (running == null) {
            host.complete(failure == null ? Ending.empty() : Ending.failed(failure));
            return;
        }
        Ending ending;
        try {
            ending = end(running, failure, before == SessionState.PAUSED);
        } catch (RuntimeException | Error broken) {
            ending = asItIs(Failure.of(host.noted(broken)));
        }
        host.complete(ending);
    }

    /** Each step is done whatever the others throw. */
    private Ending end(Road running, @Nullable Failure failure, boolean paused) {
        Steps steps = new Steps();
        steps.run("the last lines of other logs", tails::stop);
        running.end(paused || Failure.isDisplayLost(failure), steps);
        Failure drained = parts.drain(steps);
        steps.run("the end of sound", running::endSound);
        steps.run("the last misses", () -> running.stages().misses().flush(Long.MAX_VALUE / 2));
        steps.run(
                "the end of the capture",
                () -> desk.captureThread().post(running.stages().capture()::close));
        List<Closed> closed = parts.close(steps, this::writeLedger);
        Throwable thrown = steps.failure();
        Failure own = thrown == null ? null : Failure.of(host.noted(thrown));
        // Both say that the encoder hangs; the later one knows what that cost.
        Failure asked = isHung(failure) && isHung(drained) ? drained : failure;
        Failure clean = Failure.isClean(asked) ? asked : null;
        Failure problem =
                first(
                        clean == null ? asked : null,
                        firstProblem,
                        own,
                        drained,
                        withoutPicture(),
                        clean);
        if (problem != null && desk.ledger().snapshot().captured() == 0) {
            problem = problem.beforeAnything();
        }
        Ending ending = Ending.of(closed, problem);
        alsoTell(ending.failure(), own);
        if (isHung(drained)) {
            alsoTell(ending.failure(), drained);
        }
        for (Closed part : closed) {
            if (!part.published() && part.file().isPresent()) {
                alsoTell(ending.failure(), part.problem());
            }
        }
        return ending;
    }

    private static boolean isHung(@Nullable Failure failure) {
        return failure != null && failure.reason() == Reason.ENCODER_HUNG;
    }

    private static @Nullable Failure first(@Nullable Failure... failures) {
        for (Failure failure : failures) {
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private @Nullable Failure withoutPicture() {
        LedgerSnapshot last = desk.ledger().snapshot();
        return last.captured() == 0 && last.captureFailed() > 0
                ? new Failure(
                        Reason.CAPTURE_FAILED,
                        "No picture could be taken of the screen: the log says why.")
                : null;
    }

    /** An outcome has one reason; what else went wrong is among its warnings. */
    private void alsoTell(@Nullable Failure told, @Nullable Failure other) {
        if (other != null && !other.equals(told)) {
            desk.health().keep(other.sentence());
        }
    }

    /** Any thread. */
    void writeLedger() {
        desk.journal().ledger(desk.board().status(life.state()));
    }
}
