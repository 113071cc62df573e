package dev.lastframe.app.bench;

import java.util.List;
import java.util.Locale;

/** Steps of a frame's road by themselves, each beside a plain copy of a picture's bytes. */
record JmhChapter(List<Score> scores) implements Chapter {

    private static final String COPY = "copy";

    JmhChapter {
        scores = List.copyOf(scores);
    }

    /**
     * A benchmark's mean.
     *
     * @param name of its method
     * @param parameters what it was called with; empty for none
     * @param micros a call
     * @param errorMicros half of the 99.9 % confidence interval
     */
    record Score(String name, String parameters, double micros, double errorMicros) {}

    @Override
    public void ratios(Table table) {
        Score copy =
                scores.stream()
                        .filter(score -> score.name().equals(COPY))
                        .findFirst()
                        .orElseThrow(() -> new BenchFailure("JMH measured no copy."));
        table.heading("JMH, 1920x1080: one call against one memory copy of the picture's bytes");
        for (Score score : scores) {
            if (!score.name().equals(COPY)) {
                table.row(
                        words(score.name())
                                + (score.parameters().isEmpty() ? "" : ", " + score.parameters()),
                        Units.smallRatio(score.micros(), copy.micros()),
                        time(score),
                        time(copy) + " copy");
            }
        }
    }

    private static String time(Score score) {
        return Units.micros(score.micros()) + " ± " + Units.micros(score.errorMicros());
    }

    /** {@code grabWholeScreen}: grab whole screen. */
    private static String words(String method) {
        return method.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
