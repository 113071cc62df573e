package dev.lastframe.app.bench;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Geometry;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * SimpleScreenRecorder, where it is installed, without a window, driven by its commands on standard
 * input. It encodes with the system's FFmpeg, libx264 "ultrafast", quality 23, into Matroska; its
 * other settings are those of a first start. It draws the pointer.
 */
final class SimpleScreenRecorder implements Recorder {

    static final String NAME = "SimpleScreenRecorder";
    static final String ENCODER = Encoders.X264;

    /** Said in the table where it is missing. */
    static final String MISSING =
            "SimpleScreenRecorder is not installed and was not measured; on Debian: apt-get install"
                    + " simplescreenrecorder";

    private static final String PROGRAM = "simplescreenrecorder";
    private static final Duration BEGIN_LIMIT = Duration.ofSeconds(20);

    private final Path home;
    private final String display;
    private final Geometry size;

    SimpleScreenRecorder(Path home, String display, Geometry size) {
        this.home = home;
        this.display = display;
        this.size = size;
    }

    static boolean isInstalled() {
        return Programs.find(PROGRAM).isPresent();
    }

    /** What it says of itself; empty where it is not installed. */
    static Optional<String> version() {
        return Programs.find(PROGRAM)
                .map(program -> ProgramVersion.of("SimpleScreenRecorder", program, "--version"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String ending() {
        return ".mkv";
    }

    @Override
    public Launcher.Running start(Path video, Recipe recipe) {
        try {
            Path out = Files.createTempFile(home, "ssr", ".out");
            Path err = Files.createTempFile(home, "ssr", ".err");
            Path settings = Files.createTempFile(home, "ssr", ".conf");
            Files.writeString(settings, settings(video, recipe));
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    Programs.require(PROGRAM).toString(),
                                    "--start-hidden",
                                    "--no-systray",
                                    "--settingsfile=" + settings)
                            .directory(home.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().put("DISPLAY", display);
            builder.environment().put("HOME", home.toString());
            builder.environment().remove("WAYLAND_DISPLAY");
            builder.environment().remove("QT_QPA_PLATFORM");
            Process process = builder.start();
            Thread.ofPlatform()
                    .daemon()
                    .name("bench-ssr")
                    .start(() -> drive(process, video, recipe.seconds()));
            return new Launcher.Running(process, out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Its recording begins when its file is there, and lasts as long as the others'. Without an end
     * in order the process is killed, and its exit code tells.
     */
    private static void drive(Process process, Path video, int seconds) {
        try (OutputStream commands = process.getOutputStream()) {
            say(commands, "record-start");
            Waits.eventually(
                    BEGIN_LIMIT,
                    "SimpleScreenRecorder records",
                    () -> Files.exists(video) || !process.isAlive());
            Waits.pause(Duration.ofSeconds(seconds));
            say(commands, "record-save");
            say(commands, "quit");
        } catch (IOException | AssertionError ended) {
            process.destroyForcibly();
        }
    }

    private static void say(OutputStream commands, String command) throws IOException {
        commands.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
        commands.flush();
    }

    private String settings(Path video, Recipe recipe) {
        return """
        [welcome]
        skip_page=true
        [input]
        video_area=screen
        video_area_screen=0
        video_x=0
        video_y=0
        video_w=%d
        video_h=%d
        video_frame_rate=%d
        video_scale=false
        video_record_cursor=true
        audio_enabled=false
        [output]
        file=%s
        separate_files=false
        add_timestamp=false
        container=mkv
        video_codec=h264
        video_h264_crf=23
        video_h264_preset=0
        [record]
        hotkey_enable=false
        """
                .formatted(size.width(), size.height(), recipe.fps(), video);
    }
}
