package dev.lastframe.core.export;

import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the best file of a stretch that is not larger than was asked: guesses, makes it, measures
 * it, and guesses again from what it learned, until the size is well used. Long stretches are
 * measured by samples first. Used by one thread; blocks for the program.
 */
final class SizeFit {

    private static final Logger LOG = LoggerFactory.getLogger(SizeFit.class);

    private static final int MOST_TRIES = 7;

    /** From this try on nothing is guessed any more where all before were too large. */
    private static final int HALVED_FROM = 4;

    /** What a recording has in motion. */
    private static final int USUAL_QUANTISER = 27;

    /** So much of the size is aimed at. */
    private static final double AIM = 0.94;

    /** A file of at least so much of the size is not made better. */
    private static final double WELL_USED = 0.8;

    private static final int SAMPLES = 4;
    private static final int SAMPLE_PICTURES = 60;
    private static final int SAMPLED_FROM = 1500;

    private final Stretch stretch;
    private final Anew anew;
    private final Progress progress;
    private final SizeLadder ladder;

    SizeFit(Stretch stretch, Anew anew, Progress progress) {
        this.stretch = stretch;
        this.anew = anew;
        this.progress = progress;
        this.ladder = new SizeLadder(fps -> new Kept(stretch, fps).count());
        ladder.guess(ladder.ofQuantiser(USUAL_QUANTISER), (double) stretch.bytes());
    }

    /**
     * Makes it.
     *
     * @param soundBytes of the file that are not the video's
     * @return how it was made
     */
    Setting make(NewFile file, long bytes, long soundBytes)
            throws ExportException, InterruptedException {
        double aim = bytes * AIM - soundBytes;
        if (stretch.shown() > SAMPLED_FROM) {
            sample(aim);
            sample(aim);
        }
        Setting best = null;
        for (int i = 1; i <= MOST_TRIES; i++) {
            OptionalInt chosen = choose(i, best == null, aim);
            if (chosen.isEmpty()) {
                break;
            }
            int rung = chosen.getAsInt();
            Setting setting = ladder.at(rung);
            try (NewFile attempt = anew.newFile()) {
                long most = rung == ladder.smallest() ? Long.MAX_VALUE : bytes;
                Kept kept = new Kept(stretch, setting.fps());
                Anew.Made made = anew.make(setting, kept, attempt, most, progressOf(i));
                LOG.info("try {}: {} gave {} of {} bytes", i, setting, made, bytes);
                boolean fits = made.isWhole() && made.bytes() <= bytes;
                if (!fits && rung == ladder.smallest()) {
                    throw tooLarge(made.bytes(), bytes);
                }
                double whole = (made.bytes() - soundBytes) / Math.max(0.01, made.share());
                ladder.measured(rung, whole, fits);
                if (fits) {
                    file.take(attempt);
                    best = setting;
                    if (made.bytes() >= bytes * WELL_USED) {
                        break;
                    }
                }
            } catch (StorageException refused) {
                throw Mp4Work.failure(refused);
            }
        }
        if (best == null) {
            throw new IllegalStateException("the smallest was not tried");
        }
        return best;
    }

    private OptionalInt choose(int attempt, boolean noneFits, double aim) {
        if (noneFits && attempt == MOST_TRIES) {
            return OptionalInt.of(ladder.smallest());
        }
        OptionalInt halved = ladder.middle();
        OptionalInt guessed = ladder.choose(aim);
        return noneFits && attempt >= HALVED_FROM && halved.orElse(0) > guessed.orElse(0)
                ? halved
                : guessed;
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
    private void sample(double aim) throws ExportException, InterruptedException {
        OptionalInt rung = ladder.choose(aim);
        Setting setting = ladder.at(rung.orElseThrow());
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
            ladder.guess(rung.orElseThrow(), whole);
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
