package dev.lastframe.core.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is in a file, packet by packet, as FFmpeg's {@code framehash} lists it: of each picture its
 * time, size and hash, of each sound packet its size and hash (its time is rounded differently by
 * each container). Needs the same memory for any length. Filled by one thread, read after it.
 */
final class PacketList implements Consumer<String> {

    private static final int STREAM = 0;
    private static final int PTS = 2;
    private static final int SIZE = 4;
    private static final int HASH = 5;
    private static final String TIME_BASE = "#tb 0: ";

    private final MessageDigest video = sha256();

    /** Of each stream of sound by its number: containers put them in turn differently. */
    private final Map<String, MessageDigest> sounds = new TreeMap<>();

    private final LongConsumer onPicture;
    private @Nullable String timeBase;
    private long pictures;
    private long soundPackets;
    private long lastPts;
    private Optional<String> oddity = Optional.empty();
    private @Nullable String finished;

    /**
     * @param onPicture told of the count after each picture
     */
    PacketList(LongConsumer onPicture) {
        this.onPicture = onPicture;
    }

    @Override
    public void accept(String line) {
        if (line.startsWith(TIME_BASE)) {
            timeBase = line.substring(TIME_BASE.length()).strip();
        }
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        String[] fields = line.split(",", -1);
        if (fields.length <= HASH) {
            oddity = Optional.of(line);
            return;
        }
        String content = fields[SIZE].strip() + " " + fields[HASH].strip() + "\n";
        String stream = fields[STREAM].strip();
        if (!stream.equals("0")) {
            soundPackets++;
            sounds.computeIfAbsent(stream, absent -> sha256())
                    .update(content.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        String pts = fields[PTS].strip();
        video.update((pts + " " + content).getBytes(StandardCharsets.US_ASCII));
        pictures++;
        try {
            lastPts = Long.parseLong(pts);
        } catch (NumberFormatException noTime) {
            oddity = Optional.of(line);
        }
        onPicture.accept(pictures);
    }

    long pictures() {
        return pictures;
    }

    /** The last picture's time, in seconds from the first one's. */
    double lastSeconds() {
        return lastPts / (double) Mp4Copy.TIMES_A_SECOND;
    }

    /** Why this is not the same as the other; empty where it is. */
    Optional<String> difference(PacketList other) {
        if (oddity.isPresent() || other.oddity.isPresent()) {
            return Optional.of("a packet without a time: " + oddity.or(() -> other.oddity).get());
        }
        if (pictures != other.pictures || soundPackets != other.soundPackets) {
            return Optional.of(
                    other.pictures
                            + " pictures and "
                            + other.soundPackets
                            + " sound packets instead of "
                            + pictures
                            + " and "
                            + soundPackets);
        }
        if (timeBase == null || !timeBase.equals(other.timeBase)) {
            return Optional.of("times in " + other.timeBase + " instead of " + timeBase);
        }
        return digests().equals(other.digests())
                ? Optional.empty()
                : Optional.of("other packets or times");
    }

    /** Ends the counting. */
    private String digests() {
        if (finished == null) {
            HexFormat hex = HexFormat.of();
            StringBuilder all = new StringBuilder(hex.formatHex(video.digest()));
            sounds.forEach((stream, sound) ->
                    all.append(' ').append(stream).append(hex.formatHex(sound.digest())));
            finished = all.toString();
        }
        return finished;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
