package dev.lastframe.core.export;

import dev.lastframe.core.storage.NewFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a file of a stretch that is not larger than was asked: guesses, makes it, measures it, and
 * guesses again from what it learned. Long stretches are measured by samples first. Used by one
 * thread; blocks for the program.
 */
final class SizeFit {

    private static final Logger LOG = LoggerFactory.getLogger(SizeFit.class);

    private static final int MOST_TRIES = 7;

    /** What a recording has in motion. */
    private static final int USUAL_QUANTISER = 27;

    /** So much of the size is aimed at first; each time it was too much, less. */
    private static final double AIM = 0.94;

    private static final double LESS_AIM = 0.95;

    /** Less of the size than this is used too badly to be left so, once. */
    private static final double BADLY_USED = 0.5;

    private static final int SAMPLES = 4;
    private static final int SAMPLE_PICTURES = 60;
    private static final int SAMPLED_FROM = 1500;

    private final Stretch stretch;
    private final Anew anew;
    private final Progress progress;
    private final SizeModel model;

    SizeFit(Stretch stretch, Anew anew, Progress progress) {
        this.stretch = stretch;
        this.anew = anew;
        this.progress = progress;
        this.model = new SizeModel(stretch, stretch.bytes(), USUAL_QUANTISER);
    }

    /**
     * Makes it.
     *
     * @param soundBytes of the file that are not the video's
     * @return how it was made
     */
    Setting make(NewFile file, long bytes, long soundBytes)
            throws ExportException, InterruptedException {
        double aim = AIM;
        if (stretch.shown() > SAMPLED_FROM) {
            sample(model.choose(bytes * aim - soundBytes));
            sample(model.choose(bytes * aim - soundBytes));
        }
        for (int i = 1; i <= MOST_TRIES; i++) {
            boolean last = i == MOST_TRIES;
            Setting setting = last ? SizeModel.smallest() : model.choose(bytes * aim - soundBytes);
            boolean smallest = setting.equals(SizeModel.smallest());
            Kept kept = new Kept(stretch, setting.fps());
            Progress part = progressOf(i);
            Anew.Made made =
                    anew.make(setting, kept, file, smallest ? Long.MAX_VALUE : bytes, part);
            LOG.info("try {}: {} gave {} of {} bytes", i, setting, made, bytes);
            double whole = (made.bytes() - soundBytes) / Math.max(0.01, made.share());
            if (made.isWhole() && made.bytes() <= bytes) {
                boolean good =
                        i > 1 || made.bytes() > bytes * BADLY_USED || setting.equals(Setting.BEST);
                if (good) {
                    return setting;
                }
            } else if (smallest) {
                throw tooLarge(made.bytes(), bytes);
            } else {
                aim *= LESS_AIM;
            }
            model.learn(setting, kept.count(), whole);
        }
        throw new IllegalStateException("the smallest was not tried");
    }

    private Progress progressOf(int attempt) {
        double done = 1 - Math.pow(0.4, attempt - 1);
        double rest = 0.6 * (1 - done);
        return share -> progress.at((done + rest * share) * 0.9);
    }

    private ExportException tooLarge(long smallest, long bytes) {
        double seconds = Ticks.seconds(stretch.length()) * bytes / smallest * 0.9;
        return ExportException.doesNotFit(
                String.format(
                        Locale.ROOT,
                        "Not even the smallest video of these %.1f s fits: it is %d bytes too"
                                + " large. Choose a stretch of at most %.1f s, or allow more.",
                        Ticks.seconds(stretch.length()),
                        smallest - bytes,
                        Math.floor(seconds * 10) / 10),
                smallest - bytes);
    }

    /** Encodes some short pieces, and learns from them how large the whole would be. */
    private void sample(Setting setting) throws ExportException, InterruptedException {
        Kept kept = new Kept(stretch, setting.fps());
        double keyBytes = 0;
        double otherBytes = 0;
        double sampledSource = 0;
        int samples = 0;
        for (int from : beginnings()) {
            int end = Math.min(stretch.size(), from + SAMPLE_PICTURES);
            if (kept.count(from, end) < 2) {
                continue;
            }
            List<Integer> bytes = anew.measure(setting, kept, from, end);
            keyBytes += bytes.isEmpty() ? 0 : bytes.getFirst();
            for (int i = 1; i < bytes.size(); i++) {
                otherBytes += bytes.get(i);
            }
            sampledSource += stretch.bytes(from, end);
            samples++;
        }
        if (samples > 0 && sampledSource > 0) {
            int keys = 1 + kept.count() / setting.keyInterval();
            double whole = keyBytes / samples * keys + otherBytes * stretch.bytes() / sampledSource;
            LOG.info("{} samples of {} let expect {} bytes", samples, setting, (long) whole);
            model.learn(setting, kept.count(), whole);
        }
    }

    /** Key frames, spread over the stretch. */
    private List<Integer> beginnings() {
        List<Integer> keys = new ArrayList<>();
        int step = stretch.shown() / SAMPLES;
        for (int i = 0; i < SAMPLES; i++) {
            int at = stretch.first() + i * step + step / 2;
            while (at < stretch.size() && !stretch.key(at)) {
                at++;
            }
            if (at < stretch.size() && (keys.isEmpty() || at > keys.getLast())) {
                keys.add(at);
            }
        }
        return keys;
    }
}
