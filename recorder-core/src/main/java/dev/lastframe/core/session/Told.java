package dev.lastframe.core.session;

import dev.lastframe.core.session.StageEvents.Cause;

/**
 * Takes what the stages tell to the thread where it is decided. Called by the encoder, disk and
 * closing threads; never blocks.
 */
record Told(Desk desk, Life life, Course.Host host, Course course) implements StageEvents.Session {

    @Override
    public void firstUnit(int part, long startMicros) {
        host.later(() -> course.firstUnit(part, startMicros));
    }

    @Override
    public void over(int part, Cause cause, Failure why) {
        host.later(() -> course.partOver(part, cause, why));
    }

    @Override
    public void end(Failure why) {
        host.endSoon(why, why.sentence());
    }

    @Override
    public void fault(Fault fault) {
        desk.environment().faults().accept(fault);
    }

    @Override
    public long unchangedBefore(long ptsMicros) {
        Stages all = course.stages();
        return all == null ? 0 : all.capture().takeUnchangedBefore(ptsMicros);
    }

    @Override
    public void largeChange(long ptsMicros) {
        Stages all = course.stages();
        if (all != null) {
            all.capture().largeChange(ptsMicros);
        }
    }

    @Override
    public void whole() {
        Stages all = course.stages();
        if (all != null) {
            desk.captureThread().post(all.capture()::wholeNext);
        }
    }

    @Override
    public void distrust() {
        Stages all = course.stages();
        if (all != null) {
            desk.captureThread().post(all.capture()::distrustAnnouncements);
        }
    }

    @Override
    public void lost(int frames) {
        Stages all = course.stages();
        if (all != null && frames > 0) {
            long now = desk.journal().nowMicros();
            all.misses().missed("abandoned", now, now, frames);
            all.misses().flush(Long.MAX_VALUE / 2);
            course.writeLedger();
        }
    }

    @Override
    public void missed(String reason, long tMicros) {
        Stages all = course.stages();
        if (all != null) {
            all.misses().missed(reason, tMicros, tMicros, 1);
        }
    }
}
