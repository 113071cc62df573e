package dev.lastframe.app.bench;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real launcher, without a window; with the pointer, as by default. */
final class LastframeRecorder implements Recorder {

    private final Launcher launcher;

    /** What is made of a recording afterwards is no cost of recording. */
    private static final String SETTINGS = "{\"keep\": \"ts\"}";

    LastframeRecorder(Path home, String display) throws IOException {
        Path settings = home.resolve("config/lastframe/settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, SETTINGS);
        launcher = new Launcher(home, display);
    }

    @Override
    public String name() {
        return "Lastframe";
    }

    @Override
    public Launcher.Running start(Path video, Recipe recipe) {
        return launcher.start(
                "record",
                "--for",
                recipe.seconds() + "s",
                "--fps",
                Integer.toString(recipe.fps()),
                "--encoder",
                recipe.encoder(),
                "--no-sound",
                "--json",
                "--output",
                video.toString());
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
