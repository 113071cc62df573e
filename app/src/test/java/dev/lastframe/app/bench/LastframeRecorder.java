package dev.lastframe.app.bench;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real launcher, without a window; with the pointer, as by default. */
final class LastframeRecorder implements Recorder {

    private final Launcher launcher;
    private final List<String> options;

    /** What is made of a recording afterwards is no cost of recording. */
    private static final String SETTINGS = "{\"keep\": \"ts\"}";

    LastframeRecorder(Path home, String display) throws IOException {
        this(home, new Launcher(home, display), List.of());
    }

    private LastframeRecorder(Path home, Launcher launcher, List<String> options)
            throws IOException {
        Path settings = home.resolve("config/lastframe/settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, SETTINGS);
        this.launcher = launcher;
        this.options = List.copyOf(options);
    }

    /** The same with what the computer plays; without a server all others are silent. */
    static LastframeRecorder hearing(
            Path home, String display, SoundServer server, List<String> options)
            throws IOException {
        return new LastframeRecorder(
                home, new Launcher(home, display).with("PULSE_SERVER", server.address()), options);
    }

    /** The same of what a Wayland desktop's portal gives. */
    static LastframeRecorder streaming(Path home, String display, WaylandDesktop desktop)
            throws IOException {
        return new LastframeRecorder(home, new Launcher(home, display).on(desktop), List.of());
    }

    @Override
    public String name() {
        return "Lastframe";
    }

    @Override
    public Launcher.Running start(Path video, Recipe recipe) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "record",
                                "--for",
                                recipe.seconds() + "s",
                                "--fps",
                                Integer.toString(recipe.fps()),
                                "--encoder",
                                recipe.encoder(),
                                "--json",
                                "--output",
                                video.toString()));
        words.addAll(options);
        return launcher.start(words.toArray(String[]::new));
    }

    @Override
    public long startNanos(Path video, DecodedVideo decoded, List<Shown> shown) {
        return BarcodeTruth.startNanos(events(video));
    }

    static Path events(Path video) {
        String name = String.valueOf(video.getFileName()).replaceFirst("\\.ts$", "");
        return video.resolveSibling(name + ".events.jsonl");
    }
}
