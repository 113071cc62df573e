package dev.lastframe.core.session;

import java.nio.charset.StandardCharsets;

/** What the later parts of a recording are called. */
final class PartNames {

    /** Of the 255 bytes of a file's name, less the number and the longest ending. */
    private static final int MOST_BYTES = 200;

    private PartNames() {}

    /** The name without an ending. */
    static String name(String recording, int part) {
        return shortened(recording) + " part " + part;
    }

    private static String shortened(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }
}
