package dev.lastframe.core.export;

import dev.lastframe.core.storage.NewFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The sound of a stretch, encoded anew from its first sample to its last: what a packet of AAC
 * holds reaches into its neighbours, so that one at the stretch's border would hold what is
 * outside. Used by one thread; blocks for the program.
 */
final class SoundCut {

    private static final long USUAL_BITS = 128_000;
    private static final long LEAST_BITS = 24_000;
    private static final long MOST_FITTED_BITS = 96_000;
    private static final double SHARE_OF_SIZE = 0.15;

    private final Stretch stretch;

    SoundCut(Stretch stretch) {
        this.stretch = stretch;
    }

    /** Whether there is any. */
    boolean isNeeded() {
        return stretch.parts().stream().anyMatch(RecordedPart::hasSound);
    }

    /**
     * Makes it, for a file of at most so many bytes.
     *
     * @param file is filled with packets of AAC, each with its header
     */
    void make(Mp4Work work, NewFile file, OptionalLong fitBytes)
            throws ExportException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-nostats"));
        words.add("-copyts");
        StringBuilder filter = new StringBuilder();
        StringBuilder mixed = new StringBuilder();
        int inputs = 0;
        for (RecordedPart part : stretch.parts()) {
            if (part.hasSound()) {
                words.addAll(List.of("-f", "mpegts", "-i", "file:" + part.file().toAbsolutePath()));
                filter.append(onTheStretchsClock(part, inputs));
                mixed.append("[s").append(inputs++).append(']');
            }
        }
        filter.append(mixed).append("amix=normalize=0:inputs=").append(inputs).append("[sound]");
        words.addAll(List.of("-filter_complex", filter.toString(), "-map", "[sound]"));
        words.addAll(List.of("-c:a", "aac", "-b:a", Long.toString(bits(fitBytes))));
        // The first packet is what the encoder fills up with in front of the first sample.
        words.addAll(List.of("-bsf:a", "noise=drop=lt(n\\,1)"));
        words.addAll(List.of("-f", "adts", "-y", "file:" + file.path()));
        work.run(words, none -> {}, file);
    }

    /** Its samples inside, with silence where there are none. */
    private String onTheStretchsClock(RecordedPart part, int input) {
        double shift = Ticks.seconds(part.startTicks() - part.base() - stretch.fromTicks());
        return String.format(
                Locale.ROOT,
                "[%d:a:0]asetpts=PTS+(%.6f)/TB,atrim=start=0:end=%.6f,"
                        + "aresample=async=1:first_pts=0[s%d];",
                input,
                shift,
                Ticks.seconds(stretch.length()),
                input);
    }

    private long bits(OptionalLong fitBytes) {
        if (fitBytes.isEmpty()) {
            return USUAL_BITS;
        }
        double fitting = fitBytes.getAsLong() * 8 * SHARE_OF_SIZE / Ticks.seconds(stretch.length());
        return (long) Math.clamp(fitting, LEAST_BITS, MOST_FITTED_BITS);
    }
}
