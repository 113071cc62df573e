package dev.lastframe.core.testing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@link BarcodeTruth} found. {@link #faults} says it in sentences.
 *
 * @param pictures how many pictures were compared
 * @param expected how many numbers had to be recorded
 * @param missing those of them that are in no whole picture, in order
 * @param implausible a sentence for each picture whose number was not on the screen at its time
 * @param backwards numbers of pictures that are smaller than the picture's before
 * @param unreadable pictures of which a barcode cannot be read
 * @param torn pictures whose two barcodes differ
 * @param timing of the first picture of each number
 */
public record TruthReport(
        int pictures,
        int expected,
        List<Integer> missing,
        List<String> implausible,
        List<Integer> backwards,
        long unreadable,
        long torn,
        Timing timing) {

    private static final int NAMED = 10;

    /** Keeps own copies. */
    public TruthReport {
        missing = List.copyOf(missing);
        implausible = List.copyOf(implausible);
        backwards = List.copyOf(backwards);
    }

    /**
     * From when a number was surely on the screen to the time of its first picture, in
     * microseconds; all 0 if there is none. Negative if the picture's time is before it.
     *
     * @param driftMicros the median of the last fifth less that of the first: 0 for clocks that
     *     keep together
     */
    public record Timing(
            long minMicros, long medianMicros, long p99Micros, long maxMicros, long driftMicros) {

        static Timing of(List<Long> inOrder) {
            if (inOrder.isEmpty()) {
                return new Timing(0, 0, 0, 0, 0);
            }
            int fifth = Math.max(1, inOrder.size() / 5);
            List<Long> first = inOrder.subList(0, fifth);
            List<Long> last = inOrder.subList(inOrder.size() - fifth, inOrder.size());
            return new Timing(
                    quantile(inOrder, 0),
                    quantile(inOrder, 0.5),
                    quantile(inOrder, 0.99),
                    quantile(inOrder, 1),
                    quantile(last, 0.5) - quantile(first, 0.5));
        }

        private static long quantile(List<Long> values, double part) {
            List<Long> sorted = values.stream().sorted().toList();
            return sorted.get((int) Math.round((sorted.size() - 1) * part));
        }
    }

    /** A sentence for each kind of fault; empty if the recording is true. */
    public List<String> faults() {
        return Stream.of(
                        fault(
                                missing.size(),
                                "of "
                                        + expected
                                        + " expected numbers are missing: "
                                        + some(missing)),
                        fault(
                                implausible.size(),
                                "pictures are not of their time: " + some(implausible)),
                        fault(backwards.size(), "numbers go backwards: " + some(backwards)),
                        fault((int) unreadable, "pictures are unreadable"),
                        fault((int) torn, "pictures are torn"))
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    /** Counts, timing and faults on a few lines. */
    @Override
    public String toString() {
        return ("%d pictures, %d expected numbers, %d missing; first picture %d/%d/%d/%d µs"
                        + " after (min/median/p99/max), drift %d µs%s")
                .formatted(
                        pictures,
                        expected,
                        missing.size(),
                        timing.minMicros(),
                        timing.medianMicros(),
                        timing.p99Micros(),
                        timing.maxMicros(),
                        timing.driftMicros(),
                        faults().isEmpty() ? "" : "\n" + String.join("\n", faults()));
    }

    private static String fault(int count, String what) {
        return count == 0 ? "" : count + " " + what;
    }

    private static String some(List<?> values) {
        String named =
                values.stream()
                        .limit(NAMED)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
        return values.size() > NAMED ? named + ", …" : named;
    }
}
