package dev.lastframe.core.encode;

/** How a recording weighs size against quality. */
public enum Preset {
    /** Small files at once: for a bug report. */
    INSTANT(8),
    /** Higher quality and more patience: for explaining. */
    STUDIO(16);

    private final int queueCapacity;

    Preset(int queueCapacity) {
        this.queueCapacity = queueCapacity;
    }

    /** Frames that may wait when nothing else is configured. */
    public int queueCapacity() {
        return queueCapacity;
    }

    /** The name in options, settings and events. */
    public String id() {
        return this == INSTANT ? "instant" : "studio";
    }
}
