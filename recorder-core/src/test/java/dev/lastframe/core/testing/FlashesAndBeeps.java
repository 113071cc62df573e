package dev.lastframe.core.testing;

import dev.lastframe.core.testing.FlashWindow.Half;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * When a file flashes and beeps, in seconds of its own clock: decoded as it comes, so that an hour
 * needs no more memory than a minute. Blocks; any thread.
 */
public final class FlashesAndBeeps {

    private static final int RATE = 48_000;
    private static final int BRIGHT = 128;
    private static final int LOUD = Short.MAX_VALUE / 10;
    private static final int QUIET_SAMPLES = RATE / 4;

    private FlashesAndBeeps() {}

    /** When each half of the picture becomes bright. */
    public static Map<Half, List<Double>> flashes(Path video) {
        List<String> command = new ArrayList<>(List.of(Ffmpeg.ffmpeg().toString()));
        command.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "info"));
        command.addAll(List.of("-copyts", "-i", video.toString(), "-map", "0:v:0", "-vf"));
        // Real times would be rounded to a guessed frame rate.
        command.add("showinfo=checksum=0,scale=2:1:flags=area,format=gray,settb=1/90000,setpts=N");
        command.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:90000"));
        command.addAll(List.of("-f", "rawvideo", "pipe:1"));
        PictureTimes times = new PictureTimes();
        Map<Half, List<Integer>> pictures =
                ChildProgram.run(command, times::take, FlashesAndBeeps::readPictures);
        Map<Half, List<Double>> seconds = new EnumMap<>(Half.class);
        pictures.forEach((half, of) ->
                seconds.put(half, of.stream().map(each -> times.micros(each) / 1e6).toList()));
        return seconds;
    }

    private static Map<Half, List<Integer>> readPictures(InputStream output) throws IOException {
        Map<Half, List<Integer>> flashes = new EnumMap<>(Half.class);
        byte[] halves = new byte[Half.values().length];
        boolean[] bright = new boolean[halves.length];
        InputStream greys = new BufferedInputStream(output);
        int picture = 0;
        while (greys.readNBytes(halves, 0, halves.length) == halves.length) {
            for (Half half : Half.values()) {
                boolean now = (halves[half.place()] & 0xff) > BRIGHT;
                List<Integer> of = flashes.computeIfAbsent(half, each -> new ArrayList<>());
                if (now && !bright[half.place()]) {
                    of.add(picture);
                }
                bright[half.place()] = now;
            }
            picture++;
        }
        return flashes;
    }

    /** When it becomes loud, after a quarter of a second of quiet, in the first track of sound. */
    public static List<Double> beeps(Path file) {
        List<String> command = new ArrayList<>(List.of(Ffmpeg.ffmpeg().toString()));
        command.addAll(List.of("-nostdin", "-v", "error", "-copyts", "-i", file.toString()));
        command.addAll(List.of("-map", "0:a:0", "-af"));
        command.add("aresample=async=1:first_pts=0,pan=mono|c0=c0");
        command.addAll(List.of("-f", "s16be", "pipe:1"));
        return ChildProgram.run(command, line -> false, FlashesAndBeeps::readSamples);
    }

    private static List<Double> readSamples(InputStream output) throws IOException {
        List<Double> seconds = new ArrayList<>();
        byte[] second = new byte[RATE * Short.BYTES];
        long quietSince = 0;
        long at = 0;
        for (int read = output.readNBytes(second, 0, second.length);
                read > 0;
                read = output.readNBytes(second, 0, second.length)) {
            for (int i = 0; i + 1 < read; i += Short.BYTES) {
                int value = (second[i] << 8) | (second[i + 1] & 0xff);
                if (Math.abs(value) > LOUD) {
                    if (at - quietSince > QUIET_SAMPLES) {
                        seconds.add((double) at / RATE);
                    }
                    quietSince = at;
                }
                at++;
            }
        }
        return seconds;
    }
}
