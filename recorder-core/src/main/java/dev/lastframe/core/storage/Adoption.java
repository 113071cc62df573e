package dev.lastframe.core.storage;

/** What came of trying to take over a recording that somebody left unfinished. */
public sealed interface Adoption {

    /** Nobody records it: it is locked, and the caller owns the files. */
    record Adopted(OrphanFiles files) implements Adoption {}

    /** Somebody records it, or recovers it, this process included. */
    record InUse() implements Adoption {}

    /**
     * There is no such recording, or not any more; what was left of its lock is removed.
     *
     * @param traces whether something in the folder shows that it was there: its lock, its events,
     *     or what it was published as
     */
    record Gone(boolean traces) implements Adoption {}

    /**
     * Something else has the name of a recording.
     *
     * @param link whether it is a link, wherever it leads
     */
    record NoFile(boolean link) implements Adoption {}
}
