package dev.lastframe.app.bench;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Geometry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * FFmpeg's own screen recorder, bytedeco's build, told as nearly as it can be what Lastframe tells
 * the encoder (see {@code H264Stream} of the core). It draws no pointer: that build cannot.
 */
final class X11grabRecorder implements Recorder {

    /** The preset "instant" of Lastframe. */
    private static final double BITS_A_PIXEL = 0.1;

    private final Path home;
    private final String display;
    private final Geometry size;

    X11grabRecorder(Path home, String display, Geometry size) {
        this.home = home;
        this.display = display;
        this.size = size;
    }

    @Override
    public String name() {
        return "x11grab";
    }

    @Override
    public Launcher.Running start(Path video, Recipe recipe) {
        try {
            Path out = Files.createTempFile(home, "x11grab", ".out");
            Path err = Files.createTempFile(home, "x11grab", ".err");
            Process process =
                    new ProcessBuilder(command(video, recipe))
                            .directory(home.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            process.getOutputStream().close();
            return new Launcher.Running(process, out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> command(Path video, Recipe recipe) {
        String fps = Integer.toString(recipe.fps());
        long bitsASecond = Math.round(BITS_A_PIXEL * size.width() * size.height() * recipe.fps());
        List<String> command = new ArrayList<>();
        command.addAll(List.of(Ffmpeg.ffmpeg().toString(), "-hide_banner", "-nostdin"));
        command.addAll(List.of("-loglevel", "error", "-nostats"));
        command.addAll(List.of("-f", "x11grab", "-draw_mouse", "0", "-framerate", fps));
        command.addAll(List.of("-video_size", size.width() + "x" + size.height(), "-i", display));
        command.addAll(List.of("-t", Integer.toString(recipe.seconds())));
        command.addAll(List.of("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"));
        command.addAll(List.of("-c:v", recipe.encoder()));
        command.addAll(Encoders.options(recipe.encoder(), bitsASecond));
        command.addAll(List.of("-bf", "0", "-g", Integer.toString(10 * recipe.fps())));
        command.addAll(List.of("-force_key_frames", "expr:gte(t,n_forced*2)"));
        command.addAll(List.of("-colorspace", "bt709", "-color_primaries", "bt709"));
        command.addAll(List.of("-color_trc", "bt709", "-color_range", "tv"));
        // Without the first two the file's times begin at 1.4 s.
        command.addAll(List.of("-muxdelay", "0", "-muxpreload", "0", "-flush_packets", "1"));
        command.addAll(List.of("-f", "mpegts", video.toString()));
        return command;
    }
}
