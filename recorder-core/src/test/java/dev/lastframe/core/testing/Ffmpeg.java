package dev.lastframe.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;

/**
 * The {@code ffmpeg} and {@code ffprobe} that bytedeco bundles, run as child processes on finished
 * or broken recordings. Every method blocks until its program has ended, throws {@link
 * FfmpegException} with the program's last words when it fails, and may be called by any thread.
 */
public final class Ffmpeg {

    /** Any damage that the demuxer or the decoder notices ends the program with an error. */
    private static final List<String> STRICT =
            List.of("-xerror", "-err_detect", "explode", "-max_error_rate", "0");

    private static final Pattern FIELD = Pattern.compile("(\\w+)=([^|]*)");
    private static final Pattern STREAM_VALUE =
            Pattern.compile(
                    "^streams\\.stream\\.(\\d+)\\.(\\w+)=\"?([^\"\n]*)\"?$", Pattern.MULTILINE);

    private Ffmpeg() {}

    /** The place of the program {@code ffmpeg}; its libraries lie beside it and are found. */
    public static Path ffmpeg() {
        return program(org.bytedeco.ffmpeg.ffmpeg.class);
    }

    /** The place of the program {@code ffprobe}. */
    public static Path ffprobe() {
        return program(org.bytedeco.ffmpeg.ffprobe.class);
    }

    /**
     * Decodes every picture and reads its barcodes. Any damage is an error.
     *
     * @param layout where the barcodes are in the file's pictures
     */
    public static DecodedVideo decode(Path video, BarcodeLayout layout) {
        return decode(STRICT, video, layout);
    }

    /**
     * Decodes what can be decoded, with error concealment, as a player does: for a file that was
     * cut anywhere.
     */
    public static DecodedVideo decodeLeniently(Path video, BarcodeLayout layout) {
        return decode(List.of(), video, layout);
    }

    /**
     * Decodes every packet that an MP4 holds, whatever its edit list says should not be seen. Any
     * damage is an error.
     */
    public static DecodedVideo decodeEveryPacket(Path video, BarcodeLayout layout) {
        List<String> words = new ArrayList<>(STRICT);
        words.addAll(List.of("-ignore_editlist", "1"));
        return decode(words, video, layout);
    }

    private static DecodedVideo decode(List<String> strict, Path video, BarcodeLayout layout) {
        VideoInfo info = streams(video, List.of());
        return new BarcodeDecoder(layout, info.width(), info.height()).decode(strict, video);
    }

    /**
     * Decodes all video and sound of a file and gives nothing: passes only if there is no damage.
     */
    public static void requireUndamaged(Path video) {
        List<String> command = quiet(ffmpeg());
        command.addAll(STRICT);
        command.addAll(List.of("-i", video.toString(), "-f", "null", "-"));
        run(command);
    }

    /**
     * A hash of each decoded picture, in order. Any damage is an error.
     *
     * @param stream the first bytes of a transport stream
     */
    public static List<String> pictureHashes(byte[] stream) {
        try {
            Path file = Files.createTempFile("stream", ".ts");
            try {
                Files.write(file, stream);
                List<String> command = quiet(ffmpeg());
                command.addAll(STRICT);
                command.addAll(List.of("-f", "mpegts", "-i", file.toString(), "-map", "0:v:0"));
                command.addAll(List.of("-fps_mode", "passthrough", "-f", "framemd5", "-"));
                return run(command)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the file's video is, with all its packets. */
    public static VideoInfo probe(Path video) {
        return streams(video, packets(video));
    }

    /** The packets of the file's video, in the order of the file. */
    public static List<VideoPacket> packets(Path video) {
        List<String> command = quiet(ffprobe());
        command.addAll(List.of("-select_streams", "v:0", "-of", "compact=p=0", "-show_entries"));
        command.addAll(List.of("packet=pts_time,dts_time,flags,size,pos", video.toString()));
        return run(command).lines().filter(line -> !line.isBlank()).map(Ffmpeg::packet).toList();
    }

    /**
     * Writes one picture as a PNG, for looking at; an existing file is replaced.
     *
     * @param index of the picture, from 0
     */
    public static void picture(Path video, int index, Path png) {
        List<String> command = picture(video, index, "null");
        command.addAll(List.of("-y", "-update", "1", png.toString()));
        run(command);
    }

    /**
     * The colour of one pixel as a player shows it: converted by the matrix and range that the file
     * states (BT.601 where it states none).
     *
     * @param index of the picture, from 0
     * @throws FfmpegException also if there is no such picture
     */
    public static Rgb rgbAt(Path video, int index, int x, int y) {
        String convert =
                "scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp,format=rgb24,"
                        + "crop=1:1:%d:%d".formatted(x, y);
        List<String> command = picture(video, index, convert);
        command.addAll(List.of("-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"));
        byte[] rgb = ChildProgram.run(command, line -> false, InputStream::readAllBytes);
        if (rgb.length != 3) {
            throw new FfmpegException("no picture " + index + " in " + video);
        }
        return new Rgb(rgb[0] & 0xFF, rgb[1] & 0xFF, rgb[2] & 0xFF);
    }

    /** The brightness of one picture's pixels, 0 to 255 each, row by row. */
    public static byte[] greys(Path video, int index) {
        List<String> command = picture(video, index, "scale=out_range=full,format=gray");
        command.addAll(List.of("-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"));
        byte[] greys = ChildProgram.run(command, line -> false, InputStream::readAllBytes);
        if (greys.length == 0) {
            throw new FfmpegException("no picture " + index + " in " + video);
        }
        return greys;
    }

    private static List<String> picture(Path video, int index, String filter) {
        List<String> command = quiet(ffmpeg());
        String filters = "select=eq(n\\,%d),%s".formatted(index, filter);
        command.addAll(List.of("-i", video.toString(), "-map", "0:v:0", "-vf", filters));
        command.addAll(List.of("-frames:v", "1", "-fps_mode", "passthrough"));
        return command;
    }

    /**
     * Runs {@code ffmpeg} with any arguments.
     *
     * @return what it wrote to its standard output
     */
    public static byte[] output(List<String> arguments) {
        List<String> command = quiet(ffmpeg());
        command.addAll(arguments);
        return ChildProgram.run(command, line -> false, InputStream::readAllBytes);
    }

    /** What {@code ffprobe} says with these arguments. */
    public static String probed(List<String> arguments) {
        List<String> command = quiet(ffprobe());
        command.addAll(arguments);
        return run(command);
    }

    private static VideoInfo streams(Path video, List<VideoPacket> packets) {
        List<String> command = quiet(ffprobe());
        command.addAll(List.of("-show_streams", "-of", "flat", video.toString()));
        Map<String, Map<String, String>> streams =
                STREAM_VALUE
                        .matcher(run(command))
                        .results()
                        .collect(
                                Collectors.groupingBy(
                                        match -> match.group(1),
                                        Collectors.toMap(
                                                match -> match.group(2),
                                                match -> match.group(3),
                                                (first, second) -> first)));
        Map<String, String> picture = stream(streams, "video");
        if (picture.isEmpty()) {
            throw new FfmpegException("no video in " + video);
        }
        return new VideoInfo(
                value(picture, "codec_name"),
                value(picture, "profile"),
                Integer.parseInt(value(picture, "width")),
                Integer.parseInt(value(picture, "height")),
                value(picture, "pix_fmt"),
                value(picture, "color_space"),
                value(picture, "color_primaries"),
                value(picture, "color_transfer"),
                value(picture, "color_range"),
                stream(streams, "audio").getOrDefault("codec_name", ""),
                packets);
    }

    private static Map<String, String> stream(
            Map<String, Map<String, String>> streams, String type) {
        return streams.values().stream()
                .filter(stream -> type.equals(stream.get("codec_type")))
                .findFirst()
                .orElse(Map.of());
    }

    private static String value(Map<String, String> stream, String name) {
        return stream.getOrDefault(name, "unknown");
    }

    private static VideoPacket packet(String line) {
        Map<String, String> fields =
                FIELD.matcher(line)
                        .results()
                        .collect(
                                Collectors.toMap(
                                        match -> match.group(1),
                                        match -> match.group(2),
                                        (first, second) -> first));
        return new VideoPacket(
                micros(value(fields, "pts_time")),
                micros(value(fields, "dts_time")),
                value(fields, "flags").contains("K"),
                Integer.parseInt(value(fields, "size")),
                number(value(fields, "pos")));
    }

    private static long micros(String seconds) {
        return isNumber(seconds)
                ? new BigDecimal(seconds).movePointRight(6).longValue()
                : Long.MIN_VALUE;
    }

    private static long number(String text) {
        return isNumber(text) ? Long.parseLong(text) : -1;
    }

    private static boolean isNumber(String text) {
        return !text.equals("N/A") && !text.equals("unknown");
    }

    private static List<String> quiet(Path program) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-v", "error"));
        if (program.endsWith("ffmpeg")) {
            command.add("-nostdin");
        }
        return command;
    }

    private static String run(List<String> command) {
        return ChildProgram.run(
                command,
                line -> false,
                output -> new String(output.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Path program(Class<?> programClass) {
        if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
            // Else JavaCPP measures this whole process and refuses memory it has not used itself.
            System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        }
        return Path.of(Loader.load(programClass));
    }
}
