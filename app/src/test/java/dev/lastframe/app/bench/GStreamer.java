package dev.lastframe.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The system's {@code gst-launch-1.0}: the shortest road from a node of PipeWire into an MPEG-TS
 * that somebody could type, told as nearly as it can be what Lastframe tells the encoder. Used by
 * the main thread.
 */
final class GStreamer {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String LAUNCH = "gst-launch-1.0";
    private static final String INSPECT = "gst-inspect-1.0";
    private static final String TOOLS = "gstreamer1.0-tools";

    /** What it needs beside an encoder, with the Debian package of each. */
    private static final Map<String, String> PARTS =
            new LinkedHashMap<>(
                    Map.of(
                            "pipewiresrc", "gstreamer1.0-pipewire",
                            "videoconvert", "gstreamer1.0-plugins-base",
                            "h264parse", "gstreamer1.0-plugins-bad",
                            "mpegtsmux", "gstreamer1.0-plugins-bad"));

    private final Path home;
    private final Map<String, String> environment;

    /**
     * @param home for what it says
     * @param environment of the desktop whose PipeWire it reads
     */
    GStreamer(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** What it says of itself; empty where it is not installed. */
    static Optional<String> version() {
        return Programs.find(LAUNCH).map(program -> LAUNCH + " of " + words(program));
    }

    private static String words(Path program) {
        try {
            Process process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            String words = new String(process.getInputStream().readAllBytes(), UTF_8);
            Waits.exitCode(process, LIMIT, LAUNCH);
            return words.lines()
                    .filter(line -> line.startsWith("GStreamer "))
                    .findFirst()
                    .orElse("GStreamer of unknown version");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A sentence on what it lacks to encode so, with the line that brings it; empty if nothing. */
    static String lacks(String encoder) {
        Set<String> packages = new LinkedHashSet<>();
        if (Programs.find(LAUNCH).isEmpty() || Programs.find(INSPECT).isEmpty()) {
            packages.add(TOOLS);
            PARTS.values().forEach(packages::add);
            packages.add(bringing(encoder));
        } else {
            PARTS.forEach((part, its) -> {
                if (!has(part)) {
                    packages.add(its);
                }
            });
            if (!has(part(encoder))) {
                packages.add(bringing(encoder));
            }
        }
        return packages.isEmpty()
                ? ""
                : "gst-launch-1.0 with "
                        + encoder
                        + " was not measured; on Debian: apt-get install "
                        + String.join(" ", packages);
    }

    /** Whether there is something like an encoder of Lastframe's. */
    static boolean knows(String encoder) {
        return encoder.equals(Encoders.OPENH264) || encoder.equals(Encoders.X264);
    }

    private static String part(String encoder) {
        return encoder.equals(Encoders.X264) ? "x264enc" : "openh264enc";
    }

    private static String bringing(String encoder) {
        return encoder.equals(Encoders.X264)
                ? "gstreamer1.0-plugins-ugly"
                : "gstreamer1.0-plugins-bad";
    }

    private static boolean has(String part) {
        try {
            Process process =
                    new ProcessBuilder(Programs.require(INSPECT).toString(), part)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return Waits.exitCode(process, LIMIT, INSPECT) == 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Records a node's pictures into this file and ends by itself. */
    Launcher.Running start(Path video, Recipe recipe, int node, long bitsASecond) {
        try {
            Path out = Files.createTempFile(home, "gst", ".out");
            Path err = Files.createTempFile(home, "gst", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command(video, recipe, node, bitsASecond))
                            .directory(home.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new Launcher.Running(process, out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> command(Path video, Recipe recipe, int node, long bitsASecond) {
        List<String> command = new ArrayList<>(List.of(LAUNCH, "-q"));
        command.addAll(List.of("pipewiresrc", "path=" + node, "do-timestamp=true"));
        command.add("num-buffers=" + recipe.seconds() * recipe.fps());
        command.addAll(List.of("!", "video/x-raw,format=BGRx", "!", "queue", "!", "videoconvert"));
        command.addAll(List.of("!", "video/x-raw,format=I420,colorimetry=bt709", "!"));
        command.addAll(encoder(recipe, bitsASecond));
        command.addAll(List.of("!", "h264parse", "!", "mpegtsmux", "!", "filesink"));
        command.add("location=" + video);
        return command;
    }

    private static List<String> encoder(Recipe recipe, long bitsASecond) {
        String slices = Runtime.getRuntime().availableProcessors() > 1 ? "2" : "1";
        String keys = Integer.toString(2 * recipe.fps());
        return recipe.encoder().equals(Encoders.X264)
                ? List.of(
                        "x264enc",
                        "speed-preset=ultrafast",
                        "tune=zerolatency",
                        "pass=qual",
                        "quantizer=23",
                        "key-int-max=" + keys,
                        "bframes=0",
                        "option-string=scenecut=0")
                : List.of(
                        "openh264enc",
                        "bitrate=" + bitsASecond,
                        "complexity=low",
                        "deblocking=off",
                        "slice-mode=n-slices",
                        "num-slices=" + slices,
                        "multi-thread=" + slices,
                        "gop-size=" + keys);
    }
}
