package dev.lastframe.core.export;

import dev.lastframe.core.storage.NewFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The sound of a stretch, a file for each track, encoded anew from its first sample to its last:
 * what a packet of AAC holds reaches into its neighbours, so that one at the stretch's border would
 * hold what is outside. Used by one thread; blocks for the program.
 */
final class SoundCut {

    private static final long USUAL_BITS = 128_000;
    private static final long LEAST_BITS = 24_000;
    private static final long MOST_FITTED_BITS = 96_000;
    private static final double SHARE_OF_SIZE = 0.15;

    private final Stretch stretch;

    /** Of each track that is wanted and there, what it is made of. */
    private final List<List<Piece>> tracks = new ArrayList<>();

    /**
     * Sound of one part.
     *
     * @param number of the stream of sound in the file
     * @param base what the file's own times have at the part's beginning
     */
    private record Piece(Path file, int number, long base, long startTicks) {}

    SoundCut(Stretch stretch, Sounds wanted) {
        this.stretch = stretch;
        List<Piece> mixed = new ArrayList<>();
        List<Piece> microphone = new ArrayList<>();
        for (RecordedPart part : stretch.parts()) {
            if (wanted.mixed() && part.hasSound()) {
                mixed.add(new Piece(part.file(), 0, part.base(), part.startTicks()));
            }
            if (wanted.microphone()) {
                part.microphone()
                        .ifPresent(own ->
                                microphone.add(
                                        new Piece(
                                                own.file(),
                                                own.number(),
                                                own.base(),
                                                part.startTicks())));
            }
        }
        for (List<Piece> pieces : List.of(mixed, microphone)) {
            if (!pieces.isEmpty()) {
                tracks.add(pieces);
            }
        }
    }

    /**
     * Makes a file of each track, for a video of at most so many bytes.
     *
     * @return filled with packets of AAC, each with its header; closed by the caller
     */
    List<NewFile> make(Mp4Work work, OptionalLong fitBytes)
            throws ExportException, InterruptedException {
        List<NewFile> files = new ArrayList<>();
        boolean good = false;
        try {
            for (List<Piece> track : tracks) {
                NewFile file = work.newFile();
                files.add(file);
                make(work, track, file, fitBytes);
            }
            good = true;
            return files;
        } finally {
            if (!good) {
                files.forEach(NewFile::close);
            }
        }
    }

    private void make(Mp4Work work, List<Piece> track, NewFile file, OptionalLong fitBytes)
            throws ExportException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-nostats"));
        words.add("-copyts");
        StringBuilder filter = new StringBuilder();
        StringBuilder mixed = new StringBuilder();
        int inputs = 0;
        for (Piece piece : track) {
            words.addAll(List.of("-f", "mpegts", "-i", "file:" + piece.file().toAbsolutePath()));
            filter.append(onTheStretchsClock(piece, inputs));
            mixed.append("[s").append(inputs++).append(']');
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
    private String onTheStretchsClock(Piece piece, int input) {
        double shift = Ticks.seconds(piece.startTicks() - piece.base() - stretch.fromTicks());
        return String.format(
                Locale.ROOT,
                "[%d:a:%d]asetpts=PTS+(%.6f)/TB,atrim=start=0:end=%.6f,"
                        + "aresample=async=1:first_pts=0[s%d];",
                input,
                piece.number(),
                shift,
                Ticks.seconds(stretch.length()),
                input);
    }

    private long bits(OptionalLong fitBytes) {
        if (fitBytes.isEmpty()) {
            return USUAL_BITS;
        }
        double all = fitBytes.getAsLong() * 8 * SHARE_OF_SIZE / Ticks.seconds(stretch.length());
        double fitting = all / tracks.size();
        return (long) Math.clamp(fitting, LEAST_BITS, MOST_FITTED_BITS);
    }
}
