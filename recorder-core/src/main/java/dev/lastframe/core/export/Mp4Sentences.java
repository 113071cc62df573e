package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Why no MP4 was made of a recording, in words. A value.
 *
 * @param source the recording
 * @param target the MP4
 */
record Mp4Sentences(Path source, Path target) {

    /**
     * It could have been made.
     *
     * @param what the predicate of the sentence
     */
    ExportException failed(String what, @Nullable Throwable cause) {
        return new ExportException(
                Kind.FAILED,
                "The MP4 "
                        + target.getFileName()
                        + " "
                        + what
                        + ": play the recording itself, "
                        + source.getFileName()
                        + ".",
                cause);
    }

    /** There is nothing of which it could be made. */
    ExportException unreadable(@Nullable Throwable cause) {
        String sentence =
                Files.exists(source)
                        ? "No MP4 can be made of "
                                + source.getFileName()
                                + ", in which no whole picture was found: look whether a player"
                                + " shows it."
                        : "No MP4 can be made of "
                                + source.getFileName()
                                + ", which is no longer there: bring it back and export it.";
        return new ExportException(Kind.UNREADABLE, sentence, cause);
    }
}
