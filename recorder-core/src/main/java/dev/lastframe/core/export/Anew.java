package dev.lastframe.core.export;

import dev.lastframe.core.storage.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Encodes a stretch anew. Used by one thread; blocks for the program. */
final class Anew {

    private final Mp4Work work;
    private final Stretch stretch;
    private final PictureSize size;
    private final VideoEncoder encoder;
    private final List<Cover> covers;

    /**
     * @param size of the recording's pictures
     * @param covers what is painted over
     */
    Anew(
            Mp4Work work,
            Stretch stretch,
            PictureSize size,
            VideoEncoder encoder,
            List<Cover> covers) {
        this.work = work;
        this.stretch = stretch;
        this.size = size;
        this.encoder = encoder;
        this.covers = covers;
    }

    /**
     * What came of it.
     *
     * @param bytes of the file as far as it was made
     * @param share of the pictures it was made of: 1 for all
     */
    record Made(long bytes, double share) {

        boolean isWhole() {
            return share >= 1;
        }
    }

    /** A file for one try. */
    NewFile newFile() throws ExportException {
        return work.newFile();
    }

    /**
     * Makes the whole file.
     *
     * @param file empty
     * @param mostBytes given up as soon as it is larger
     */
    Made make(Setting setting, Kept kept, NewFile file, long mostBytes, Progress progress)
            throws ExportException, InterruptedException {
        double[] share = {0};
        Feed.Watch watch =
                at -> {
                    share[0] = at;
                    progress.at(at);
                    if (at < 1 && Files.size(file.path()) > mostBytes) {
                        throw new TooLarge();
                    }
                };
        Feed feed = new Feed(stretch, 0, stretch.size(), kept::contains, watch);
        List<String> words = Mp4Work.input();
        words.addAll(work.soundInput());
        words.addAll(encoding(setting, feed));
        words.addAll(work.output(file, kept.count(), stretch.length() - stretch.time(kept.last())));
        try {
            work.require(work.program().run(words, feed, Mp4Work.LIMIT), file);
            return new Made(Files.size(file.path()), 1);
        } catch (TooLarge enough) {
            return new Made(mostBytes, share[0]);
        } catch (IOException failed) {
            throw work.failed(failed);
        }
    }

    /**
     * Makes some of the pictures, and measures them.
     *
     * @param from a key frame
     * @return bytes of each picture
     */
    List<Integer> measure(Setting setting, Kept kept, int from, int end)
            throws ExportException, InterruptedException {
        try (NewFile file = work.newFile()) {
            Feed feed = new Feed(stretch, from, end, kept::contains, share -> {});
            List<String> words = Mp4Work.input();
            words.addAll(encoding(setting, feed));
            words.addAll(List.of("-bsf:v", "h264_metadata=aud=insert"));
            words.addAll(List.of("-f", "h264", "-y", "file:" + file.path()));
            work.run(words, feed, file);
            List<Integer> bytes = new ArrayList<>();
            try (DelimitedUnits units = new DelimitedUnits(file.path())) {
                for (var unit = units.next(); unit.isPresent(); unit = units.next()) {
                    bytes.add(unit.get().length);
                }
            }
            return bytes;
        } catch (IOException failed) {
            throw work.failed(failed);
        }
    }

    private List<String> encoding(Setting setting, Feed feed) {
        PictureSize scaled = size.scaled(setting.scale());
        String filter = feed.filter(covers);
        if (setting.scale() < 1 || stretch.parts().size() > 1) {
            filter += ",scale=" + scaled.width() + ":" + scaled.height() + ":flags=lanczos";
        }
        List<String> words = new ArrayList<>(List.of("-map", "0:v:0", "-vf", filter));
        words.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:90000"));
        words.addAll(encoder.arguments(setting.quantiser(), setting.keyInterval()));
        return words;
    }

    /** Larger than it may become. */
    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;
    }
}
