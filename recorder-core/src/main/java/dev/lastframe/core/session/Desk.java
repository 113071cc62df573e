package dev.lastframe.core.session;

import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.time.NanoClock;

/** What all rooms of one recording share; each is callable by any thread. */
record Desk(
        RecordingRequest request,
        RecordingEnvironment environment,
        CaptureThread captureThread,
        Ledger ledger,
        FrameQueue queue,
        Journal journal,
        Health health,
        StatusBoard board) {

    static Desk of(
            RecordingRequest request,
            RecordingEnvironment environment,
            RecordingListener listener) {
        Ledger ledger = new Ledger();
        FrameQueue queue = new FrameQueue(request.queueCapacity(), ledger);
        ledger.countInFlightBy(queue::inFlight);
        Journal journal = new Journal(environment.clock());
        Health health = new Health(journal, listener, request.warnings());
        return new Desk(
                request,
                environment,
                new CaptureThread(environment.captureThread()),
                ledger,
                queue,
                journal,
                health,
                new StatusBoard(request, environment.clock(), ledger, queue, journal, health));
    }

    NanoClock clock() {
        return environment.clock();
    }
}
