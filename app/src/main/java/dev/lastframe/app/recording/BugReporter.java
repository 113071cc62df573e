package dev.lastframe.app.recording;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Where the window sends a person who saw a bug. Called by the FX thread; never blocks. */
public interface BugReporter {

    /**
     * Opens the report, or brings it to the front.
     *
     * @param recording what it is about; empty for the recording that is being made, and where none
     *     is, for a picture of the screen
     * @param code the code of a fault that it is about; empty for none
     */
    void report(Optional<Path> recording, String code);

    /**
     * The same where this window records nothing and has recorded nothing: of what another process
     * records, and where none does, of a picture of the screen. It is taken before the report is
     * shown, so that it shows what the person saw.
     *
     * @param leave asked only where a picture is taken: takes our windows off the screen; completed
     *     by the FX thread when they are gone, with what brings them back
     */
    void reportScreen(String code, Supplier<CompletionStage<Runnable>> leave);

    /**
     * Nothing is recorded and nobody waits: what would hold up the FX thread when the report is
     * opened is done now. May be called again.
     */
    void prepare();

    /**
     * A recording begins: what {@link #prepare} began waits, and goes on at its next call or when
     * the report is opened. May be called again, also before anything was prepared.
     */
    void rest();

    /**
     * Our windows leave the screen for the pictures of a recording. What is shown of the report
     * leaves with them, and so does what is asked for already and not shown yet; who asks later
     * sees it all the same. What is written and what is being made stay.
     *
     * @return whether anything was to be seen
     */
    boolean leave();

    /**
     * They come back, and the report where it left.
     *
     * @param asIcon in front of nothing
     */
    void comeBack(boolean asIcon);

    /** The window has closed: the report goes with it. */
    void close();
}
