package dev.lastframe.core.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The boxes of an MP4 (ISO/IEC 14496-12), in the order of the file. */
record Mp4Boxes(List<String> top, List<String> all, double mediaSeconds) {

    private static final Set<String> HOLD_OTHERS =
            Set.of("moov", "trak", "mdia", "minf", "stbl", "edts", "udta");

    static Mp4Boxes of(Path file) throws IOException {
        Walk walk = new Walk();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        List<String> top = walk.boxes(bytes, 0, bytes.limit());
        return new Mp4Boxes(top, walk.all, walk.seconds);
    }

    private static final class Walk {

        private final List<String> all = new ArrayList<>();
        private double seconds;

        List<String> boxes(ByteBuffer bytes, int from, int end) {
            List<String> names = new ArrayList<>();
            int at = from;
            while (at + 8 <= end) {
                int size = bytes.getInt(at);
                StringBuilder name = new StringBuilder();
                for (int i = 4; i < 8; i++) {
                    name.append((char) bytes.get(at + i));
                }
                if (size < 8 || at + size > end) {
                    throw new AssertionError("a box " + name + " of " + size + " bytes at " + at);
                }
                names.add(name.toString());
                all.add(name.toString());
                if (HOLD_OTHERS.contains(name.toString())) {
                    boxes(bytes, at + 8, at + size);
                }
                if (name.toString().equals("mdhd") && seconds == 0) {
                    boolean wide = bytes.get(at + 8) == 1;
                    double length = wide ? bytes.getLong(at + 32) : bytes.getInt(at + 24);
                    seconds = length / bytes.getInt(at + (wide ? 28 : 20));
                }
                at += size;
            }
            return names;
        }
    }
}
