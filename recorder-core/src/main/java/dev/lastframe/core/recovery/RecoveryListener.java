package dev.lastframe.core.recovery;

/** Told by the thread that recovers; may take its time, but recovery waits for it. */
public interface RecoveryListener {

    /**
     * How far it is.
     *
     * @param seen files that are done
     * @param total files with the name of an unfinished recording
     */
    default void progress(int seen, int total) {}

    /** One recording is done. */
    default void receipt(Receipt receipt) {}

    /**
     * The rest of a long recording was decoded after it was published: its receipt is replaced by
     * this one, which either is proven wholly or says that it is damaged inside.
     */
    default void proven(Receipt receipt) {}
}
