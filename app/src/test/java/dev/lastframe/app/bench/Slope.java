package dev.lastframe.app.bench;

import java.util.List;

/** The line of least squares through points. */
public final class Slope {

    private Slope() {}

    /** How much it rises for each unit of x; 0 where all x are the same. */
    public static double of(List<Double> x, List<Double> y) {
        double meanX = x.stream().mapToDouble(each -> each).average().orElse(0);
        double meanY = y.stream().mapToDouble(each -> each).average().orElse(0);
        double together = 0;
        double square = 0;
        for (int i = 0; i < x.size(); i++) {
            double dx = x.get(i) - meanX;
            together += dx * (y.get(i) - meanY);
            square += dx * dx;
        }
        return square == 0 ? 0 : together / square;
    }
}
