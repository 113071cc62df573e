package dev.lastframe.core.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A report that was made.
 *
 * @param file the zip
 * @param bytes its size
 * @param sentence how many of how many ticks were missed
 * @param folder what holds the zip, the video and the text, where the destination plays videos in
 *     the text; empty where there is the zip alone
 * @param video the video in the folder; empty where there is none
 * @param text the Markdown text in the folder; empty where there is none
 * @param replaced how often each kind of thing was replaced in what was packed, by its name
 * @param replacedInWords the part of it that was in what the person wrote: title, what happened,
 *     what was expected, edited steps
 */
public record ReportResult(
        Path file,
        long bytes,
        String sentence,
        Optional<Path> folder,
        Optional<Path> video,
        Optional<Path> text,
        Map<String, Long> replaced,
        Map<String, Long> replacedInWords) {

    public ReportResult {
        replaced = Collections.unmodifiableMap(new TreeMap<>(replaced));
        replacedInWords = Collections.unmodifiableMap(new TreeMap<>(replacedInWords));
    }

    /** What a person is shown: the folder where there is one, else the zip. */
    public Path made() {
        return folder.orElse(file);
    }

    /**
     * Takes it back: removes what was made, and nothing else. Blocks on the disk.
     *
     * @throws IOException when something of it stays
     */
    public void remove() throws IOException {
        for (Optional<Path> one : List.of(video, text, Optional.of(file), folder)) {
            if (one.isPresent()) {
                Files.deleteIfExists(one.get());
            }
        }
    }
}
