package dev.lastframe.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Has one scene recorded by every program with every encoder, in turn, so that what disturbs the
 * computer disturbs all of them. Used by the main thread; blocks for minutes.
 */
final class SceneTrials {

    private static final Duration ALONE = Duration.ofSeconds(5);

    private final Laboratory laboratory;
    private final List<String> encoders;
    private final int seconds;
    private final int runs;
    private final Consumer<String> progress;

    /**
     * @param laboratory with a screen of the scene's size
     * @param encoders Lastframe's, at least one
     */
    SceneTrials(
            Laboratory laboratory,
            List<String> encoders,
            int seconds,
            int runs,
            Consumer<String> progress) {
        this.laboratory = laboratory;
        this.encoders = encoders;
        this.seconds = seconds;
        this.runs = runs;
        this.progress = progress;
    }

    /** A program with an encoder. */
    private record Entry(Recorder recorder, String encoder) {}

    SceneChapter run(Scene scene) {
        progress.accept(scene.title() + ": the X server without a recorder");
        double alone = laboratory.serverAlone(scene.recipe(seconds, encoders.getFirst()), ALONE);
        Map<Entry, List<Trial>> trials = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        List<Entry> entries = entries();
        for (int run = 1; run <= runs; run++) {
            for (Entry entry : entries) {
                progress.accept(
                        "%s: %s, %s, run %d of %d"
                                .formatted(
                                        scene.title(),
                                        entry.recorder().name(),
                                        entry.encoder(),
                                        run,
                                        runs));
                // The same pictures come out of every run.
                boolean compared = run == runs;
                Recipe recipe = scene.recipe(seconds, entry.encoder());
                try {
                    trials.computeIfAbsent(entry, absent -> new ArrayList<>())
                            .add(laboratory.record(entry.recorder(), recipe, compared, () -> {}));
                } catch (BenchFailure failed) {
                    progress.accept(failed.getMessage());
                    failures.add(failed.getMessage());
                }
            }
        }
        return new SceneChapter(
                pairs(scene, trials),
                alone,
                SimpleScreenRecorder.isInstalled() ? "" : SimpleScreenRecorder.MISSING,
                failures);
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (String encoder : encoders) {
            entries.add(new Entry(laboratory.lastframe(), encoder));
            entries.add(new Entry(laboratory.x11grab(), encoder));
        }
        if (SimpleScreenRecorder.isInstalled()) {
            entries.add(new Entry(laboratory.simpleScreenRecorder(), SimpleScreenRecorder.ENCODER));
        }
        return entries;
    }

    /** SimpleScreenRecorder is held against its own encoder where Lastframe has it, too. */
    private List<Pair> pairs(Scene scene, Map<Entry, List<Trial>> trials) {
        List<Pair> pairs = new ArrayList<>();
        for (String encoder : encoders) {
            double most = encoder.equals(Encoders.OPENH264) ? scene.mostOfX11grab() : Double.NaN;
            pairs.add(pair(scene, trials, encoder, laboratory.x11grab(), encoder, most));
        }
        if (SimpleScreenRecorder.isInstalled()) {
            String own = SimpleScreenRecorder.ENCODER;
            boolean same = encoders.contains(own);
            pairs.add(
                    pair(
                            scene,
                            trials,
                            same ? own : encoders.getFirst(),
                            laboratory.simpleScreenRecorder(),
                            own,
                            same ? scene.mostOfSimpleScreenRecorder() : Double.NaN));
        }
        // Whose recordings all failed has nothing to be held against.
        pairs.removeIf(pair -> pair.lastframe().isEmpty() || pair.beside().isEmpty());
        return pairs;
    }

    private Pair pair(
            Scene scene,
            Map<Entry, List<Trial>> trials,
            String encoder,
            Recorder other,
            String otherEncoder,
            double most) {
        String name =
                encoder.equals(otherEncoder)
                        ? other.name()
                        : other.name() + " with " + otherEncoder;
        return new Pair(
                scene.recipe(seconds, encoder),
                trials.getOrDefault(new Entry(laboratory.lastframe(), encoder), List.of()),
                name,
                trials.getOrDefault(new Entry(other, otherEncoder), List.of()),
                most);
    }
}
