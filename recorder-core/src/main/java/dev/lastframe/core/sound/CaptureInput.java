package dev.lastframe.core.sound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of FFmpeg that reads microphones where there is no sound server: what it is asked, and
 * what its answers mean. Neither was run on its own system; what FFmpeg's source and manual say of
 * them holds here.
 */
public enum CaptureInput {

    /** Windows: DirectShow. */
    DSHOW("dshow", "dummy", "Windows") {

        // In milliseconds; a driver's own may be a second.
        @Override
        Map<String, String> options() {
            return Map.of("audio_buffer_size", "50");
        }

        @Override
        List<Found> read(List<String> lines) {
            List<Found> found = new ArrayList<>();
            String name = null;
            for (String line : lines) {
                Matcher device = DSHOW_DEVICE.matcher(line);
                Matcher other = DSHOW_OTHER_NAME.matcher(line);
                if (other.matches()) {
                    if (name != null) {
                        found.add(microphone(other.group(1), name, "audio=" + other.group(1)));
                    }
                    name = null;
                } else if (device.matches()) {
                    name = device.group(2).contains("audio") ? device.group(1) : null;
                }
            }
            return List.copyOf(found);
        }
    },

    /** macOS: AVFoundation. */
    AVFOUNDATION("avfoundation", "", "macOS") {

        // It keeps one buffer, which the next one replaces: 512 samples are there for 10.7 ms at
        // 48 kHz, and for 5.3 ms at 96.
        @Override
        long restNanos() {
            return TimeUnit.MILLISECONDS.toNanos(2);
        }

        // It gives no lasting ids: the name is one, with a number where two have the same. What is
        // opened is the number in the list, which changes with the devices.
        @Override
        List<Found> read(List<String> lines) {
            List<Found> found = new ArrayList<>();
            Map<String, Integer> seen = new HashMap<>();
            boolean audio = false;
            for (String line : lines) {
                Matcher heading = AVFOUNDATION_HEADING.matcher(line);
                Matcher device = AVFOUNDATION_DEVICE.matcher(line);
                if (heading.matches()) {
                    audio = heading.group(1).equals("audio");
                } else if (audio && device.matches()) {
                    String name = device.group(2).strip();
                    int count = seen.merge(name, 1, Integer::sum);
                    String id = count == 1 ? name : "%s (%d)".formatted(name, count);
                    found.add(microphone(id, id, ":" + device.group(1)));
                }
            }
            if (!found.isEmpty()) {
                found.addFirst(
                        new Found(
                                new SoundDevice(
                                        DEFAULT, "as macOS is set", SoundKind.MICROPHONE, true),
                                ":" + DEFAULT));
            }
            return List.copyOf(found);
        }
    };

    /** What AVFoundation calls the device that a person chose in the system's settings. */
    private static final String DEFAULT = "default";

    private static final Pattern DSHOW_DEVICE =
            Pattern.compile("\\[[^\\]]*\\] *\"(.+)\" \\(([a-z, ]+)\\) *");
    private static final Pattern DSHOW_OTHER_NAME =
            Pattern.compile("\\[[^\\]]*\\] *Alternative name \"(.+)\" *");
    private static final Pattern AVFOUNDATION_HEADING =
            Pattern.compile("\\[[^\\]]*\\] *AVFoundation (video|audio) devices: *");
    private static final Pattern AVFOUNDATION_DEVICE =
            Pattern.compile("\\[[^\\]]*\\] *\\[(\\d+)\\] (.+)");

    /**
     * A microphone that was listed.
     *
     * @param url what it is opened by, until the devices change
     */
    record Found(SoundDevice device, String url) {}

    private final String format;
    private final String listed;
    private final String system;

    CaptureInput(String format, String listed, String system) {
        this.format = format;
        this.listed = listed;
        this.system = system;
    }

    /** That of a system; empty where FFmpeg has none that is known here. */
    public static Optional<CaptureInput> of(String os) {
        if (os.startsWith("windows")) {
            return Optional.of(DSHOW);
        }
        return os.startsWith("mac") ? Optional.of(AVFOUNDATION) : Optional.empty();
    }

    /** FFmpeg's name of it. */
    String format() {
        return format;
    }

    /** What it is opened with, besides the device. */
    Map<String, String> options() {
        return Map.of();
    }

    /** Where it has nothing it does not wait, but says so: it is asked again after so long. */
    long restNanos() {
        return TimeUnit.MILLISECONDS.toNanos(10);
    }

    /** What FFmpeg's program has to be told to say which devices there are, on standard error. */
    List<String> listing() {
        return List.of(
                "-hide_banner", "-nostdin", "-f", format, "-list_devices", "true", "-i", listed);
    }

    /** What the program's lines mean. */
    abstract List<Found> read(List<String> lines);

    /** Why what the computer plays cannot be had. */
    String noSystemSound() {
        return system + " gives no program what the computer plays: only the microphone is there.";
    }

    private static Found microphone(String id, String name, String url) {
        return new Found(new SoundDevice(id, name, SoundKind.MICROPHONE, false), url);
    }
}
