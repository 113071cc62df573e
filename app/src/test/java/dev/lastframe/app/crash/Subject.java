package dev.lastframe.app.crash;

import dev.lastframe.core.testing.ContentMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is on the screen while it is recorded and the recorder is killed. */
enum Subject {
    /** Everything moves, twenty numbers a second. */
    MOVING(ContentMode.FULL, 20),
    /** A page that stands still and changes its number every two seconds. */
    STILL(ContentMode.SMALL, 0.5);

    private final ContentMode mode;
    private final double numbersASecond;

    Subject(ContentMode mode, double numbersASecond) {
        this.mode = mode;
        this.numbersASecond = numbersASecond;
    }

    ContentMode mode() {
        return mode;
    }

    double numbersASecond() {
        return numbersASecond;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The subjects that a word names.
     *
     * @param word {@code moving}, {@code still} or {@code both}
     * @throws IllegalArgumentException for any other
     */
    static List<Subject> named(String word) {
        List<Subject> found =
                Arrays.stream(values())
                        .filter(each -> word.equals("both") || word.equals(each.word()))
                        .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("moving, still or both, not " + word);
        }
        return found;
    }
}
