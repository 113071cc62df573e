package dev.lastframe.core.session;

import dev.lastframe.core.testing.BarcodeTruth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How far pictures and sound of a file are from what its content says, each by itself, and from
 * each other. A flash within what the file's own ledger calls missed has no place of its own: it is
 * counted. Seconds; a value.
 *
 * @param beats flashes with a beep that are in the recording's time
 * @param excused those of which the ledger says that ticks were missed where they were shown
 * @param unseen flashes that are not in the file, and of which the ledger says nothing
 * @param unheard beeps that are not in the file
 * @param pictures how much later than on the screen each other flash is in the file
 * @param sounds how much later than it was heard each beep is in the file
 * @param together how much later than its flash each beep is, beside what the content itself did
 */
record InStep(
        int beats,
        int excused,
        int unseen,
        int unheard,
        List<Double> pictures,
        List<Double> sounds,
        List<Double> together) {

    /** Of a beep or flash that is looked for; those of other seconds are further away. */
    private static final double NEAR = 0.4;

    /** A picture's time is a thousandth of a second, as is a log's. */
    private static final double ROUNDED = 0.002;

    private static final Pattern MISSED =
            Pattern.compile("\\{\"t\":(\\d+),\"type\":\"missed\",\"until\":(\\d+),.*");

    InStep {
        pictures = List.copyOf(pictures);
        sounds = List.copyOf(sounds);
        together = List.copyOf(together);
    }

    /**
     * Compares.
     *
     * @param beats by the content's log
     * @param events beside the file
     * @param flashes of the file, in seconds, as are the beeps
     * @param from beats before this second do not count
     * @param until nor do those after this one
     */
    static InStep of(
            List<FlashingScreen.Beat> beats,
            Path events,
            List<Double> flashes,
            List<Double> beeps,
            double from,
            double until) {
        long start = BarcodeTruth.startNanos(events);
        List<double[]> missed = missed(events);
        int count = 0;
        int excused = 0;
        int unseen = 0;
        int unheard = 0;
        List<Double> pictures = new ArrayList<>();
        List<Double> sounds = new ArrayList<>();
        List<Double> together = new ArrayList<>();
        for (FlashingScreen.Beat beat : beats) {
            double shownAt = (beat.shownNanos() - start) / 1e9;
            double heardAt = (beat.heardNanos() - start) / 1e9;
            double darkAt = (beat.darkNanos() - start) / 1e9;
            if (Math.min(shownAt, heardAt) < from || Math.max(shownAt, heardAt) > until) {
                continue;
            }
            count++;
            double heard = nearest(beeps, heardAt);
            if (Double.isNaN(heard)) {
                unheard++;
            } else {
                sounds.add(heard - heardAt);
            }
            double seen = first(flashes, shownAt - ROUNDED, darkAt + NEAR);
            double seenUntil = Double.isNaN(seen) ? darkAt : seen;
            boolean late =
                    missed.stream()
                            .anyMatch(stretch -> stretch[0] <= seenUntil && stretch[1] >= shownAt);
            if (late || !beat.isSeen()) {
                excused++;
            } else if (Double.isNaN(seen)) {
                unseen++;
            } else {
                pictures.add(seen - shownAt);
                if (!Double.isNaN(heard)) {
                    together.add(heard - seen - (heardAt - shownAt));
                }
            }
        }
        return new InStep(count, excused, unseen, unheard, pictures, sounds, together);
    }

    private static double first(List<Double> flashes, double from, double until) {
        return flashes.stream()
                .filter(flash -> flash >= from && flash < until)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double nearest(List<Double> beeps, double second) {
        double best = Double.NaN;
        for (double beep : beeps) {
            double distance = Math.abs(beep - second);
            if (distance < NEAR && !(distance >= Math.abs(best - second))) {
                best = beep;
            }
        }
        return best;
    }

    /** The stretches in which the ledger says that something was missed. */
    private static List<double[]> missed(Path events) {
        try (Stream<String> lines = Files.lines(events)) {
            return lines.map(MISSED::matcher)
                    .filter(Matcher::matches)
                    .map(line ->
                            new double[] {
                                Long.parseLong(line.group(1)) / 1e6,
                                Long.parseLong(line.group(2)) / 1e6
                            })
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The distance that this part of all keeps below; 0 of none. */
    static double distance(List<Double> offsets, double part) {
        List<Double> sizes = offsets.stream().map(Math::abs).sorted().toList();
        return sizes.isEmpty() ? 0 : sizes.get((int) ((sizes.size() - 1) * part));
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** By how much the second half of all is later than the first. */
    static double trend(List<Double> offsets) {
        int half = offsets.size() / 2;
        return median(offsets.subList(half, offsets.size())) - median(offsets.subList(0, half));
    }

    /** One line for a failure. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d beats, %d excused, %d unseen, %d unheard; pictures %s, sounds %s, together %s",
                beats,
                excused,
                unseen,
                unheard,
                millis(pictures),
                millis(sounds),
                millis(together));
    }

    private static List<Long> millis(List<Double> seconds) {
        return seconds.stream().map(each -> Math.round(1000 * each)).sorted().toList();
    }
}
