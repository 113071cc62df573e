package dev.lastframe.core.export;

/** Hears how far work on a file is. Called by the thread that works; must not block. */
@FunctionalInterface
public interface Progress {

    /** Nobody wants to know. */
    Progress NONE = share -> {};

    /**
     * So much is done.
     *
     * @param share 0 to 1, never less than before
     */
    void at(double share);
}
