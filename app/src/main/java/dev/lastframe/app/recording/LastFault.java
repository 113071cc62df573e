package dev.lastframe.app.recording;

import dev.lastframe.app.faults.FaultNote;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the run before ended with. Used by the FX thread.
 *
 * @param note empty where it ended well, or somebody was told already
 * @param log where more is said
 * @param told the person was told; called once, must not block
 */
public record LastFault(Optional<FaultNote> note, Path log, Runnable told) {

    /** The run before ended well. */
    public static LastFault none() {
        return new LastFault(Optional.empty(), Path.of(""), () -> {});
    }

    /** Says it; nobody is told twice. */
    Optional<Banner> banner(Words words) {
        note.ifPresent(known -> told.run());
        return note.map(known ->
                new Banner(
                        words.text("fault.last"),
                        Banner.Action.SHOW_FILE,
                        Optional.of(log),
                        known.code()));
    }
}
