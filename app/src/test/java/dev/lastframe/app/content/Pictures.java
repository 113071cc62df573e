package dev.lastframe.app.content;

import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoPacket;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a player shows of a recording, of every picture at once. Decoded strictly: any damage is an
 * error. Blocks.
 */
final class Pictures {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CHANNELS = 3;
    private static final int GREY_WIDTH = 96;
    private static final int GREY_HEIGHT = 48;

    private Pictures() {}

    /** A small square's colour at a time of the video. */
    record Sample(long micros, Rgb rgb) {}

    /** The mean colour of the 16x16 pixels around a point, of each picture in order. */
    static List<Sample> colours(Path video, int x, int y) {
        String filters =
                "scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp,format=rgb24,"
                        + "crop=16:16:%d:%d,scale=1:1:flags=area,format=rgb24"
                                .formatted(x - 8, y - 8);
        byte[] rgb = decode(video, filters, "-f", "rawvideo", "-pix_fmt", "rgb24");
        List<VideoPacket> packets = Ffmpeg.packets(video);
        if (rgb.length != CHANNELS * packets.size()) {
            throw new AssertionError(
                    rgb.length / CHANNELS + " pictures of " + packets.size() + " packets");
        }
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            int at = CHANNELS * i;
            samples.add(
                    new Sample(
                            packets.get(i).ptsMicros(),
                            new Rgb(rgb[at] & 0xFF, rgb[at + 1] & 0xFF, rgb[at + 2] & 0xFF)));
        }
        return samples;
    }

    /** A part of each picture in order, as 96x48 levels of grey. */
    static List<byte[]> greys(Path video, int x, int y, int width, int height) {
        String filters =
                "crop=%d:%d:%d:%d,scale=%d:%d:flags=area,format=gray"
                        .formatted(width, height, x, y, GREY_WIDTH, GREY_HEIGHT);
        byte[] all = decode(video, filters, "-f", "rawvideo", "-pix_fmt", "gray");
        int size = GREY_WIDTH * GREY_HEIGHT;
        return IntStream.range(0, all.length / size)
                .mapToObj(i -> Arrays.copyOfRange(all, i * size, (i + 1) * size))
                .toList();
    }

    private static byte[] decode(Path video, String filters, String... output) {
        try {
            Path result = Files.createTempFile("lastframe-pictures-", ".out");
            Path errors = Files.createTempFile("lastframe-pictures-", ".err");
            try {
                List<String> command = new ArrayList<>();
                command.addAll(List.of(Ffmpeg.ffmpeg().toString(), "-v", "error", "-nostdin"));
                command.addAll(List.of("-y", "-xerror", "-err_detect", "explode"));
                command.addAll(List.of("-i", video.toString(), "-map", "0:v:0", "-vf", filters));
                command.addAll(List.of("-fps_mode", "passthrough"));
                command.addAll(List.of(output));
                command.add(result.toString());
                Process process =
                        new ProcessBuilder(command)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .redirectError(errors.toFile())
                                .start();
                process.getOutputStream().close();
                if (Waits.exitCode(process, LIMIT, "decoding " + video) != 0) {
                    throw new AssertionError(video + ": " + Files.readString(errors));
                }
                return Files.readAllBytes(result);
            } finally {
                Files.deleteIfExists(result);
                Files.deleteIfExists(errors);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
