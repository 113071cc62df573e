package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A stream's numbers that are not in its recording, told apart by the content's own log. The
 * recording sees a number as long as the content does, by as much later as the pictures beside it
 * say, so a computer that stalls changes nothing.
 *
 * @param owed each with a deadline at which it was to be seen: a tick is to be counted as missed
 * @param between those that were there between two deadlines only: no tick was to see them
 * @param unclear a deadline lies within two milliseconds of their beginning or end, or after a hole
 */
public record LeftOutNumbers(List<String> owed, List<Integer> between, List<Integer> unclear) {

    /** A file's times are of whole milliseconds. */
    private static final long ROUNDED_NANOS = 2_000_000;

    private static final long SECOND_NANOS = 1_000_000_000L;

    public LeftOutNumbers {
        owed = List.copyOf(owed);
        between = List.copyOf(between);
        unclear = List.copyOf(unclear);
    }

    /**
     * Of those between the first and the last one of a recording.
     *
     * @param made when each was made, in {@code System.nanoTime()}
     * @param pictures of the file, as decoded
     * @param events the recording's
     * @param fps of the recording
     */
    public static LeftOutNumbers of(
            NavigableMap<Integer, Long> made, List<DecodedPicture> pictures, Path events, int fps) {
        List<JsonNode> lines = StreamedRecording.lines(events);
        long start = BarcodeTruth.startNanos(events);
        long gap = gapMicros(lines);
        NavigableMap<Integer, Long> numbers = recorded(pictures);
        NavigableMap<Integer, Long> later = new TreeMap<>();
        // the first picture's time is that of the recording's begin
        numbers.tailMap(numbers.firstKey(), false)
                .forEach((number, micros) ->
                        later.put(number, start + micros * 1000 - made.get(number)));
        List<String> owed = new ArrayList<>();
        List<Integer> between = new ArrayList<>();
        List<Integer> unclear = new ArrayList<>();
        for (Map.Entry<Integer, Long> each :
                made.subMap(numbers.firstKey(), false, numbers.lastKey(), false).entrySet()) {
            int number = each.getKey();
            if (numbers.containsKey(number)) {
                continue;
            }
            List<Long> beside = beside(later, number);
            long least = beside.stream().mapToLong(offset -> offset).min().orElseThrow();
            long most = beside.stream().mapToLong(offset -> offset).max().orElseThrow();
            long from = each.getValue() - start;
            long until = made.higherEntry(number).getValue() - start;
            long sure = deadline(from + most + ROUNDED_NANOS, fps);
            long possible = deadline(from + least - ROUNDED_NANOS, fps);
            if ((until + most) / 1000 >= gap) {
                unclear.add(number);
            } else if (nanos(sure, fps) < until + least - ROUNDED_NANOS) {
                owed.add("%d at the deadline %d".formatted(number, sure));
            } else if (nanos(possible, fps) >= until + most + ROUNDED_NANOS) {
                between.add(number);
            } else {
                unclear.add(number);
            }
        }
        return new LeftOutNumbers(owed, between, unclear);
    }

    /** The first deadline that is not before a time. */
    private static long deadline(long nanos, int fps) {
        return Math.ceilDiv(nanos * fps, SECOND_NANOS);
    }

    private static long nanos(long deadline, int fps) {
        return deadline * SECOND_NANOS / fps;
    }

    /** By how much later than the content the recording saw those around a number. */
    private static List<Long> beside(NavigableMap<Integer, Long> later, int number) {
        List<Long> beside = new ArrayList<>();
        later.headMap(number, false).descendingMap().values().stream()
                .limit(3)
                .forEach(beside::add);
        later.tailMap(number, false).values().stream().limit(3).forEach(beside::add);
        return beside;
    }

    /** Each number's first time in the file, in microseconds. */
    public static NavigableMap<Integer, Long> recorded(List<DecodedPicture> pictures) {
        NavigableMap<Integer, Long> numbers = new TreeMap<>();
        pictures.stream()
                .filter(picture -> picture.readable() && !picture.torn())
                .forEach(picture -> numbers.putIfAbsent(picture.number(), picture.ptsMicros()));
        return numbers;
    }

    /** After a hole the deadlines are counted anew. */
    private static long gapMicros(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals("gap"))
                .mapToLong(event -> event.path("t").asLong())
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
