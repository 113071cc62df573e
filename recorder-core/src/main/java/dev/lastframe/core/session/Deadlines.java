package dev.lastframe.core.session;

import dev.lastframe.core.time.NanoClock;
import java.util.function.Consumer;

/** What a recording does at its deadlines. Called by the pacer and capture threads. */
final class Deadlines implements Pacer.Deadlines {

    private final Stages stages;
    private final Ledger ledger;
    private final Journal journal;
    private final NanoClock clock;
    private final Consumer<Throwable> broken;

    /** Used by the pacer thread alone. */
    private int gapsSeen;

    /**
     * @param broken told when no more deadlines are served; called by any thread
     */
    Deadlines(
            Stages stages,
            Ledger ledger,
            Journal journal,
            NanoClock clock,
            Consumer<Throwable> broken) {
        this.stages = stages;
        this.ledger = ledger;
        this.journal = journal;
        this.clock = clock;
        this.broken = broken;
        this.gapsSeen = stages.timeline().gaps();
    }

    @Override
    public void due(long deadlineNanos, long nextNanos) {
        stages.capture().due(deadlineNanos, nextNanos);
    }

    @Override
    public void tick(Runnable served) {
        stages.timeline().beat(clock.nanoTime());
        stages.capture().tick(served);
    }

    @Override
    public boolean still() {
        return stages.capture().still();
    }

    @Override
    public long quietUntil(boolean underWay) {
        return stages.capture().quietUntil(underWay);
    }

    @Override
    public long rest(long untilNanos) {
        return stages.capture().rest(untilNanos);
    }

    @Override
    public void wake() {
        stages.capture().wake();
    }

    @Override
    public void unchanged(long count) {
        ledger.unchanged(count);
    }

    @Override
    public void late(long count, long firstNanos, long lastNanos) {
        ledger.late(count);
        stages.misses()
                .missed("late", journal.micros(firstNanos), journal.micros(lastNanos), count);
    }

    @Override
    public boolean gap(long nowNanos) {
        stages.timeline().beat(nowNanos);
        int now = stages.timeline().gaps();
        boolean another = now != gapsSeen;
        gapsSeen = now;
        return another;
    }

    @Override
    public void broken(Throwable fault) {
        broken.accept(fault);
    }
}
