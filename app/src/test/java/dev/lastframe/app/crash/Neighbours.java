package dev.lastframe.app.crash;

import dev.lastframe.app.bench.ProcFiles;

/**
 * A look at how much of this computer's CPU time went to the test and all it started, and how much
 * to others.
 *
 * @param machineSeconds of everything
 * @param ownSeconds of the test's process and its children, the recorder among them
 */
record Neighbours(long nanos, double machineSeconds, double ownSeconds) {

    static Neighbours look() {
        return new Neighbours(
                System.nanoTime(),
                ProcFiles.machineSeconds(),
                ProcFiles.treeSeconds(ProcessHandle.current()));
    }

    /** How many cores' worth of time others took since an earlier look. */
    double coresSince(Neighbours earlier) {
        double others = machineSeconds - earlier.machineSeconds - (ownSeconds - earlier.ownSeconds);
        return Math.max(0, others / ((nanos - earlier.nanos) / 1e9));
    }
}
