package dev.lastframe.app.crash;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.TruthReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compares one recovered recording with what is promised, and says in sentences what is not so. For
 * one kill, one thread; blocks while the file is decoded.
 */
final class Examination {

    /** The file's clock may lag by so much while the screen is still, on a busy computer too. */
    private static final long LAG_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** A ledger line comes every second, and is written when the computer finds the time. */
    private static final long LEDGER_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** A number that was there for longer was there at some tick, if the ticks come on time. */
    private static final Duration LEAST_VISIBLE = Duration.ofMillis(40);

    /** A picture's time may differ by so much from what a busy screen was asked and answered. */
    private static final Duration TIMING = Duration.ofMillis(200);

    /** Of the numbers: they change so fast that ticks which come late, and count, miss some. */
    private static final double SLIPPED_PART = 0.1;

    private static final int SLIPPED_FEW = 2;

    /** A shorter recording is filled up with empty packets, so that players recognise it. */
    private static final long LEAST_BYTES = 20 * 188;

    private static final Set<String> PROVEN = Set.of("saved", "cut");

    private final Killed killed;
    private final Recovery.Result recovered;
    private final List<String> faults = new ArrayList<>();

    private Examination(Killed killed, Recovery.Result recovered) {
        this.killed = killed;
        this.recovered = recovered;
    }

    /**
     * @param activeNotes the state folder's {@code active}
     * @param heard whether sound was recorded
     */
    static Finding of(
            Killed killed,
            Recovery.Result recovered,
            Stage stage,
            Path activeNotes,
            boolean heard) {
        Examination examination = new Examination(killed, recovered);
        examination.requireNoLitter(activeNotes);
        examination.requireSound(heard);
        return killed.empty() ? examination.ofNothing() : examination.ofVideo(stage);
    }

    /** Nothing was written: nothing is left, or it is said to be empty. */
    private Finding ofNothing() {
        require(
                recovered.files().stream().allMatch(file -> file.state().equals("empty")),
                "nothing was written, and the recovery says %s",
                recovered.files());
        require(recovered.exitCode() == 0, "exit code %d", recovered.exitCode());
        return withoutPicture();
    }

    private Finding withoutPicture() {
        return new Finding(
                killed.plan(), killed.phase(), null, 0, 0, 0, 0, killed.otherCores(), 0, 0, faults);
    }

    private Finding ofVideo(Stage stage) {
        long bytesCut = recovery();
        if (!Files.exists(killed.video())) {
            faults.add("there is no " + killed.video().getFileName() + ": " + recovered);
            return withoutPicture();
        }
        EventLines events = EventLines.read(killed.events());
        DecodedVideo decoded = Ffmpeg.decode(killed.video(), stage.layout());
        List<Shown> shown = stage.shown();
        pictures(decoded);
        seconds(decoded);
        Loss loss =
                Loss.of(
                        shown,
                        events.startNanos(),
                        decoded.pictures().getLast(),
                        killed.endNanos(),
                        killed.killNanos());
        bounds(loss, decoded, events);
        ledger(events, decoded);
        require(
                Files.notExists(mp4()) || Ffmpeg.probe(mp4()).frames() == decoded.pictures().size(),
                "the MP4 has other pictures");
        return inside(stage, decoded, events, loss, bytesCut);
    }

    /**
     * What the recovery says of itself is so.
     *
     * @return the bytes that it cut off
     */
    private long recovery() {
        boolean loss = recovered.files().stream().anyMatch(file -> !file.state().equals("saved"));
        require(
                recovered.exitCode() == (loss ? 5 : 0),
                "exit code %d after %s",
                recovered.exitCode(),
                recovered.files());
        require(recovered.errors().isEmpty(), "the recovery complains: %s", recovered.errors());
        for (Recovery.Saved file : recovered.files()) {
            boolean cut = file.bytesCut() > 0 || file.millisCut() > 0;
            require(PROVEN.contains(file.state()), "not proven: %s", file);
            require(file.state().equals("cut") == cut, "contradiction: %s", file);
            require(file.file().equals(real(killed.video())), "recovered as %s", file.file());
        }
        // A recovery that was killed may have named the file; the next one then finds nothing.
        boolean named = Set.of(Phase.PUBLISHING, Phase.RECOVERING).contains(killed.phase());
        require(
                recovered.files().size() == 1 || (named && recovered.files().isEmpty()),
                "one recording was left, and the recovery found %d",
                recovered.files().size());
        if (killed.published()) {
            return 0;
        }
        long saved = killed.video().toFile().length();
        long cut = cutFile().toFile().length();
        require(
                saved + cut == Math.max(killed.bytes(), LEAST_BYTES),
                "of %d bytes %d were saved and %d kept as cut",
                killed.bytes(),
                saved,
                cut);
        return cut;
    }

    private static String real(Path file) {
        try {
            return file.toRealPath().toString();
        } catch (IOException missing) {
            return file + ", which is missing";
        }
    }

    private void pictures(DecodedVideo decoded) {
        require(decoded.unreadable() == 0, "%d pictures are unreadable", decoded.unreadable());
        require(decoded.torn() == 0, "%d pictures are torn", decoded.torn());
        List<DecodedPicture> pictures = decoded.pictures();
        for (int i = 1; i < pictures.size(); i++) {
            require(
                    pictures.get(i).ptsMicros() > pictures.get(i - 1).ptsMicros(),
                    "the time does not increase at picture %d: %s",
                    i,
                    pictures.get(i));
        }
    }

    private void seconds(DecodedVideo decoded) {
        double span =
                (decoded.pictures().getLast().ptsMicros()
                                - decoded.pictures().getFirst().ptsMicros())
                        / 1e6;
        for (Recovery.Saved file : recovered.files()) {
            require(
                    Math.abs(file.secondsSaved() - span) < 0.25,
                    "%.2f seconds are said to be saved, and there are %.2f",
                    file.secondsSaved(),
                    span);
        }
    }

    private void bounds(Loss loss, DecodedVideo decoded, EventLines events) {
        require(
                loss.lagNanos() <= LAG_NANOS,
                "the clock is %d ms behind",
                loss.lagNanos() / 1_000_000);
        if (killed.phase() == Phase.PUBLISHING) {
            require(loss.lossNanos() == 0, "a change is lost although the file was complete");
            require(
                    decoded.pictures().size() == events.ledger("encoded"),
                    "%d pictures, and the ledger counts %d",
                    decoded.pictures().size(),
                    events.ledger("encoded"));
        }
    }

    /** The ledger's last line holds for the file: what it counts as encoded is there. */
    private void ledger(EventLines events, DecodedVideo decoded) {
        require(events.balances(), "the ledger does not balance: %s", events.lastLedger());
        require(
                decoded.pictures().size() >= events.ledger("encoded"),
                "%d pictures, and the last ledger line counts %d",
                decoded.pictures().size(),
                events.ledger("encoded"));
        long uncounted = killed.endNanos() - events.countedNanos();
        require(uncounted <= LEDGER_NANOS, "no ledger line for %d ms", uncounted / 1_000_000);
    }

    /** Up to the file's last picture every number is there, or was counted as missed. */
    private Finding inside(
            Stage stage, DecodedVideo decoded, EventLines events, Loss loss, long bytesCut) {
        long lastNanos =
                events.startNanos()
                        + TimeUnit.MICROSECONDS.toNanos(decoded.pictures().getLast().ptsMicros());
        List<Shown> shown = stage.shown();
        BarcodeTruth truth =
                BarcodeTruth.of(shown, events.startNanos()).tolerating(TIMING, LEAST_VISIBLE);
        TruthReport all = truth.within(events.startNanos(), lastNanos).compare(decoded.pictures());
        TruthReport afterLedger =
                truth.within(Math.min(events.countedNanos(), lastNanos), lastNanos)
                        .compare(decoded.pictures());
        require(all.implausible().isEmpty(), "%s", all.implausible());
        require(all.backwards().isEmpty(), "numbers go backwards: %s", all.backwards());
        int counted = countedOf(all.missing(), shown, events.countedNanos());
        int uncounted = all.missing().size() - counted;
        require(
                counted - events.ledger("missed")
                        <= Math.max(SLIPPED_FEW, SLIPPED_PART * all.expected()),
                "missing are %s, and the ledger counts %d missed up to its last line",
                all.missing(),
                events.ledger("missed"));
        return new Finding(
                killed.plan(),
                killed.phase(),
                loss,
                all.expected(),
                afterLedger.expected(),
                counted,
                uncounted,
                killed.otherCores(),
                bytesCut,
                events.ledger("exposureMillisMax"),
                faults);
    }

    /** How many of the missing numbers were gone from the screen by the last ledger line. */
    private static int countedOf(List<Integer> missing, List<Shown> shown, long countedNanos) {
        Map<Integer, Long> goneNanos = new HashMap<>();
        for (int i = 0; i + 1 < shown.size(); i++) {
            goneNanos.put(shown.get(i).number(), shown.get(i + 1).beforeNanos());
        }
        return (int)
                missing.stream()
                        .filter(number ->
                                goneNanos.getOrDefault(number, Long.MAX_VALUE) <= countedNanos)
                        .count();
    }

    /** A file has its place for sound from its first byte on. */
    private void requireSound(boolean heard) {
        if (heard && Files.exists(killed.video())) {
            String codec = Ffmpeg.probe(killed.video()).audioCodec();
            require(codec.equals("aac"), "there is no sound in the file but \"%s\"", codec);
        }
    }

    private void requireNoLitter(Path activeNotes) {
        Set<String> left = new TreeSet<>(names(killed.folder()));
        if (!killed.empty()) {
            require(Files.exists(mp4()), "there is no %s", mp4().getFileName());
            for (Path allowed : List.of(killed.video(), killed.events(), cutFile(), mp4())) {
                left.remove(String.valueOf(allowed.getFileName()));
            }
        }
        require(left.isEmpty(), "litter in the folder: %s", left);
        require(names(activeNotes).isEmpty(), "a note stays in %s", activeNotes);
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Path mp4() {
        return killed.folder().resolve(killed.plan().name() + ".mp4");
    }

    private Path cutFile() {
        return killed.folder().resolve(killed.plan().name() + ".cut");
    }

    @FormatMethod
    private void require(boolean holds, @FormatString String sentence, Object... values) {
        if (!holds) {
            faults.add(sentence.formatted(values));
        }
    }
}
