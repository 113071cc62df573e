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
 * it, and guesses again from what it learned, until the size is well used. Where making it takes
 * long, it is measured by samples first, so that one try is enough. Used by one thread; blocks for
 * the program.
 */
final class SizeFit {

    private static final Logger LOG = LoggerFactory.getLogger(SizeFit.class);

    private static final int NONE = -1;
    private static final int MOST_TRIES = 7;

    /** From this try on nothing is guessed any more where all before were too large. */
    private static final int HALVED_FROM = 4;

    /** What a recording has in motion. */
    private static final int USUAL_QUANTISER = 27;

    /** So much of the size is aimed at. */
    private static final double AIM = 0.94;

    /** Of that; what was sampled comes out up to a fifth larger, and is made again then. */
    private static final double SAMPLED_AIM = 0.9;

    /** A file of at least so much of the size is not made better. */
    private static final double WELL_USED = 0.8;

    /** Where a try takes long, less has to do: it is six steps of the quantiser. */
    private static final double WELL_USED_OF_MANY = 0.6;

    private static final int SAMPLES = 4;
    private static final int MOST_SAMPLE_PICTURES = 60;

    /** Enough for some that follow each other, where only a few a second are kept. */
    private static final int LEAST_SAMPLE_PICTURES = 16;

    /** All samples together are one of so many pictures. */
    private static final int SAMPLED_PART = 8;

    /** A try of fewer takes hardly longer than samples. */
    private static final int SAMPLED_FROM = 300;

    /** From here on a try takes so long that samples are worth it whatever is expected. */
    private static final int ALWAYS_SAMPLED_FROM = 1500;

    /** The first shows how far the guess was wrong, the second is mostly near what is made. */
    private static final int MOST_SAMPLED = 3;

    /** From a sample of so much of what is aimed at other quantisers can be told. */
    private static final double LEAST_NEAR = 0.8;

    private static final double MOST_NEAR = 1.2;

    /** A sample of so much of what is aimed at is good enough to be made itself. */
    private static final double LEAST_TAKEN = 0.85;

    /** Less is aimed at where another setting was sampled than is made. */
    private static final double NOT_SAMPLED = 0.94;

    /** Of the time, what two samplings take where they are so large a part of all pictures. */
    private static final double SAMPLING_SHARE = 0.4;

    /** Of what is left, each try's. */
    private static final double TRY_SHARE = 0.6;

    private static final double SAMPLED_TRY_SHARE = 0.85;

    /** The proof takes the rest. */
    private static final double ALL_TRIES = 0.9;

    private final Stretch stretch;
    private final Anew anew;
    private final Progress progress;
    private final SizeLadder ladder;
    private int sampled = NONE;

    /** The best that was sampled and should fit. */
    private int taken = NONE;

    private int tries;

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
        double sampledAim = aim * SAMPLED_AIM;
        sample(sampledAim);
        Setting best = null;
        for (int i = 1; i <= MOST_TRIES; i++) {
            OptionalInt chosen =
                    i == 1 && sampled != NONE ? first(sampledAim) : choose(i, best == null, aim);
            if (chosen.isEmpty()) {
                break;
            }
            tries = i;
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
                    if (made.bytes() - soundBytes >= (bytes - soundBytes) * wellUsed()) {
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

    /** How often the whole was made, or begun, until it was right. */
    int tries() {
        return tries;
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

    private double wellUsed() {
        return sampled == NONE ? WELL_USED : WELL_USED_OF_MANY;
    }

    /** After samples; how pictures of another shape come out is told by no sample. */
    private OptionalInt first(double aim) {
        OptionalInt chosen = ladder.choose(aim);
        if (chosen.isPresent() && chosen.getAsInt() == sampled) {
            return chosen;
        }
        OptionalInt less = ladder.choose(aim * NOT_SAMPLED);
        if (less.isPresent() && isLikeSampled(less.getAsInt())) {
            return less;
        }
        if (taken != NONE) {
            return OptionalInt.of(taken);
        }
        return chosen.isPresent() && isLikeSampled(chosen.getAsInt()) ? chosen : less;
    }

    private boolean isLikeSampled(int rung) {
        return ladder.at(rung).hasShapeOf(ladder.at(sampled));
    }

    private Progress progressOf(int attempt) {
        double begin = sampled == NONE ? 0 : samplingShare();
        double each = sampled == NONE ? TRY_SHARE : SAMPLED_TRY_SHARE;
        double left = (1 - begin) * Math.pow(1 - each, attempt - 1);
        return share -> progress.at((1 - left + left * each * share) * ALL_TRIES);
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

    /** Measures what would be made, until that is what was measured. */
    private void sample(double aim) throws ExportException, InterruptedException {
        int chosen = ladder.choose(aim).orElseThrow();
        int from = chosen == 0 ? ALWAYS_SAMPLED_FROM : SAMPLED_FROM;
        if (stretch.shown() <= from) {
            return;
        }
        List<Integer> beginnings = beginnings();
        boolean known = false;
        for (int i = 0; i < MOST_SAMPLED && chosen != sampled && !known; i++) {
            double each = samplingShare() / 2;
            double begin = Math.min(i * each, each);
            Progress part = share -> progress.at((begin + share * each) * ALL_TRIES);
            double whole = sample(chosen, beginnings, part);
            sampled = chosen;
            if (whole > aim * LEAST_TAKEN && whole <= aim) {
                taken = sampled;
            }
            chosen = ladder.choose(aim).orElseThrow();
            boolean near = whole > aim * LEAST_NEAR && whole < aim * MOST_NEAR;
            known = near && isLikeSampled(chosen);
        }
    }

    /**
     * Encodes some short pieces, and learns from them how large the whole would be.
     *
     * @return its bytes; 0 where nothing could be learned
     */
    private double sample(int rung, List<Integer> beginnings, Progress watch)
            throws ExportException, InterruptedException {
        Setting setting = ladder.at(rung);
        Kept kept = new Kept(stretch, setting.fps());
        double keyBytes = 0;
        double otherBytes = 0;
        double motion = 0;
        int samples = 0;
        for (int from : beginnings) {
            int end = Math.min(stretch.size(), from + samplePictures());
            if (kept.count(from, end) >= 2) {
                List<Integer> bytes = anew.measure(setting, kept, from, end);
                keyBytes += bytes.isEmpty() ? 0 : bytes.getFirst();
                for (int i = 1; i < bytes.size(); i++) {
                    otherBytes += bytes.get(i);
                }
                motion += motion(kept.next(from) + 1, kept.previous(end - 1) + 1);
                samples++;
            }
            watch.at((double) samples / beginnings.size());
        }
        if (samples == 0 || motion == 0) {
            return 0;
        }
        int keys = 1 + kept.count() / setting.keyInterval();
        double all = motion(stretch.first() + 1, stretch.size());
        double whole = keyBytes / samples * keys + otherBytes * all / motion;
        LOG.info("{} samples of {} let expect {} bytes", samples, setting, (long) whole);
        ladder.guess(rung, whole);
        return whole;
    }

    private double samplingShare() {
        double part = (double) samplePictures() * SAMPLES * SAMPLED_PART / stretch.shown();
        return SAMPLING_SHARE * Math.min(1, part);
    }

    private int samplePictures() {
        return Math.clamp(
                stretch.shown() / (SAMPLES * SAMPLED_PART),
                LEAST_SAMPLE_PICTURES,
                MOST_SAMPLE_PICTURES);
    }

    /** What the recording needed for what changed; a key frame tells nothing of that. */
    private double motion(int from, int end) {
        long sum = 0;
        for (int i = from; i < end; i++) {
            sum += stretch.key(i) ? 0 : stretch.bytes(i, Math.min(i + 2, stretch.size()));
        }
        return sum;
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
