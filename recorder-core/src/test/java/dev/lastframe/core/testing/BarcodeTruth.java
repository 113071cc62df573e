package dev.lastframe.core.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what content says it showed with what a recording holds. A value: each method gives a
 * new one, {@link #compare} the result. For any thread; nothing blocks.
 *
 * <p>Number <i>k</i> was <b>surely</b> on the screen from its {@code afterNanos} to the next one's
 * {@code beforeNanos}, and <b>possibly</b> from its {@code beforeNanos} to the next one's {@code
 * afterNanos}. It must be recorded if it was surely there, within the recording's time, for at
 * least {@code leastVisible}; a picture may show it if it was possibly there at the picture's time,
 * give or take {@code timing}.
 */
public final class BarcodeTruth {

    private static final Pattern START_NANOS = Pattern.compile("\"nanoTime\"\\s*:\\s*(-?\\d+)");

    private final List<Shown> shown;
    private final LongUnaryOperator nanosOfMicros;
    private final long fromNanos;
    private final long untilNanos;
    private final Duration timing;
    private final Duration leastVisible;
    private final List<long[]> pauses;

    private BarcodeTruth(
            List<Shown> shown,
            LongUnaryOperator nanosOfMicros,
            long fromNanos,
            long untilNanos,
            Duration timing,
            Duration leastVisible,
            List<long[]> pauses) {
        this.shown = List.copyOf(shown);
        this.nanosOfMicros = nanosOfMicros;
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
        this.timing = timing;
        this.leastVisible = leastVisible;
        this.pauses = List.copyOf(pauses);
    }

    /**
     * Truth for a recording that began at {@code startNanos}: the {@code nanoTime} of its {@code
     * start} event, at which its presentation time is 0. Times may differ by 200 ms, as a screen
     * may be late to answer on a busy computer; {@link TruthReport#timing} says by how much they
     * do. A number must have been there for 100 ms to be expected: each tick at 30 fps may come
     * anywhere in its own 33 ms and take as much to read the screen, and was not missed. So content
     * for this shows less than ten numbers a second.
     */
    public static BarcodeTruth of(List<Shown> shown, long startNanos) {
        return new BarcodeTruth(
                shown,
                micros -> startNanos + micros * 1000,
                startNanos,
                Long.MAX_VALUE,
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                List.of());
    }

    /**
     * The recording's start in {@code System.nanoTime()}, from the first line of its events.
     *
     * @throws IllegalStateException if that line is no start event
     */
    public static long startNanos(Path events) {
        try (BufferedReader reader = Files.newBufferedReader(events)) {
            String line = String.valueOf(reader.readLine());
            Matcher matcher = START_NANOS.matcher(line);
            if (!line.contains("\"start\"") || !matcher.find()) {
                throw new IllegalStateException("no start event: " + line);
            }
            return Long.parseLong(matcher.group(1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Sets how far a picture's time may be from when its number was there, and how long a number
     * must surely have been there to be expected.
     */
    public BarcodeTruth tolerating(Duration timing, Duration leastVisible) {
        return new BarcodeTruth(
                shown, nanosOfMicros, fromNanos, untilNanos, timing, leastVisible, pauses);
    }

    /**
     * Expects numbers only within this time, in {@code System.nanoTime()}: until the stop was asked
     * for, or 250 ms before a kill. Without this they are expected from the recording's start to
     * its last picture, and what is missing at the end is not seen.
     */
    public BarcodeTruth within(long fromNanos, long untilNanos) {
        return new BarcodeTruth(
                shown, nanosOfMicros, fromNanos, untilNanos, timing, leastVisible, pauses);
    }

    /**
     * A pause that the recording cut out of its times, in {@code System.nanoTime()}. No number is
     * expected that was there only in a pause, none may be recorded, and later pictures are that
     * much earlier in the file. To be called in order.
     */
    public BarcodeTruth pausedFrom(long fromNanos, long untilNanos) {
        List<long[]> all = new ArrayList<>(pauses);
        all.add(new long[] {fromNanos, untilNanos});
        LongUnaryOperator before = nanosOfMicros;
        LongUnaryOperator shifted =
                micros -> {
                    long nanos = before.applyAsLong(micros);
                    return nanos < fromNanos ? nanos : nanos + (untilNanos - fromNanos);
                };
        return new BarcodeTruth(
                shown, shifted, this.fromNanos, this.untilNanos, timing, leastVisible, all);
    }

    /** Compares with the recording's pictures, whose times begin at 0. */
    public TruthReport compare(List<DecodedPicture> pictures) {
        Map<Integer, Integer> indexOf = new HashMap<>();
        for (int i = 0; i < shown.size(); i++) {
            indexOf.put(shown.get(i).number(), i);
        }
        List<String> implausible = new ArrayList<>();
        List<Integer> backwards = new ArrayList<>();
        Set<Integer> recorded = new HashSet<>();
        List<Long> delays = new ArrayList<>();
        long unreadable = 0;
        long torn = 0;
        int last = -1;
        for (DecodedPicture picture : pictures) {
            if (!picture.readable()) {
                unreadable++;
                continue;
            }
            if (picture.torn()) {
                torn++;
                continue;
            }
            long takenNanos = nanosOfMicros.applyAsLong(picture.ptsMicros());
            Integer index = indexOf.get(picture.number());
            if (index == null) {
                implausible.add(sentence(picture, "a number that was never shown"));
                continue;
            }
            long offMicros = offMicros(index, takenNanos);
            if (Math.abs(offMicros) > timing.toNanos() / 1000) {
                implausible.add(sentence(picture, "off by " + offMicros + " µs"));
            }
            if (picture.number() < last) {
                backwards.add(picture.number());
            }
            last = picture.number();
            if (recorded.add(picture.number())) {
                delays.add((takenNanos - shown.get(index).afterNanos()) / 1000);
            }
        }
        long end = untilNanos;
        if (end == Long.MAX_VALUE) {
            end =
                    pictures.stream()
                            .mapToLong(p -> nanosOfMicros.applyAsLong(p.ptsMicros()))
                            .max()
                            .orElse(fromNanos);
        }
        List<Integer> expected = expected(end);
        List<Integer> missing = expected.stream().filter(n -> !recorded.contains(n)).toList();
        return new TruthReport(
                pictures.size(),
                expected.size(),
                missing,
                implausible,
                backwards,
                unreadable,
                torn,
                TruthReport.Timing.of(delays));
    }

    private List<Integer> expected(long endNanos) {
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            long from = Math.max(shown.get(i).afterNanos(), fromNanos);
            long until =
                    i + 1 < shown.size()
                            ? Math.min(shown.get(i + 1).beforeNanos(), endNanos)
                            : endNanos;
            if (longestVisible(from, until) >= leastVisible.toNanos()) {
                expected.add(shown.get(i).number());
            }
        }
        return expected;
    }

    /** The longest stretch between two times that is in no pause, in nanoseconds. */
    private long longestVisible(long from, long until) {
        long longest = 0;
        long begin = from;
        for (long[] pause : pauses) {
            longest = Math.max(longest, Math.min(until, pause[0]) - begin);
            begin = Math.max(begin, Math.min(until, pause[1]));
        }
        return Math.max(longest, until - begin);
    }

    /** By how much a time is before (negative) or after the number was possibly there. */
    private long offMicros(int index, long nanos) {
        long from = shown.get(index).beforeNanos();
        if (nanos < from) {
            return (nanos - from) / 1000;
        }
        if (index + 1 < shown.size() && nanos > shown.get(index + 1).afterNanos()) {
            return (nanos - shown.get(index + 1).afterNanos()) / 1000;
        }
        return 0;
    }

    private static String sentence(DecodedPicture picture, String what) {
        return "the picture at %d µs shows %d: %s"
                .formatted(picture.ptsMicros(), picture.number(), what);
    }
}
