package dev.lastframe.core.export;

/** Told how far a long piece of work is. Called by threads of that work; must return soon. */
@FunctionalInterface
public interface Progress {

    /** For those who do not look. */
    Progress NONE = share -> {};

    /**
     * So much is done.
     *
     * @param share what is done, from 0 to 1; never less than before
     */
    void at(double share);
}
