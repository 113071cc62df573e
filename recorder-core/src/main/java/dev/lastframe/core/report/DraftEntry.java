package dev.lastframe.core.report;

import dev.lastframe.core.privacy.Placeholder;
import java.util.List;

/**
 * An entry of the zip as it would be packed now, or something of its video that can be left out as
 * entries are: sound has no file of its own there.
 *
 * @param name in the zip; {@code sound}, {@code system-sound} or {@code microphone}
 * @param bytes how large; of the video only an estimate without any limit
 * @param estimated whether {@code bytes} is one
 * @param text what it says, redacted; empty for video and picture
 * @param replaced what was replaced in {@code text}, in order
 * @param offered whether it goes along unless somebody says otherwise
 * @param fixed whether it cannot be left out
 */
public record DraftEntry(
        String name,
        long bytes,
        boolean estimated,
        String text,
        List<Placeholder> replaced,
        boolean offered,
        boolean fixed) {

    /** One that goes along, and can be left out. */
    public DraftEntry(
            String name, long bytes, boolean estimated, String text, List<Placeholder> replaced) {
        this(name, bytes, estimated, text, replaced, true, false);
    }

    public DraftEntry {
        replaced = List.copyOf(replaced);
    }
}
