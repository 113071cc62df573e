package dev.lastframe.app.bench;

/** What can be measured by itself. */
enum BenchPart {
    WINDOW,
    REPORT,
    TICKS,
    SCENES,
    ALLOCATION,
    PULSES,
    SOUND,
    STREAM,
    JMH
}
