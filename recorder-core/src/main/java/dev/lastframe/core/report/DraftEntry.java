package dev.lastframe.core.report;

import dev.lastframe.core.privacy.Placeholder;
import java.util.List;

/**
 * An entry of the zip as it would be packed now.
 *
 * @param name in the zip
 * @param bytes how large; of the video only an estimate without any limit
 * @param estimated whether {@code bytes} is one
 * @param text what it says, redacted; empty for video and picture
 * @param replaced what was replaced in {@code text}, in order
 */
public record DraftEntry(
        String name, long bytes, boolean estimated, String text, List<Placeholder> replaced) {

    public DraftEntry {
        replaced = List.copyOf(replaced);
    }
}
