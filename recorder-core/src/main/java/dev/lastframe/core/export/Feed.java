package dev.lastframe.core.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Gives a program the pictures of a stretch as a transport stream. Those that are only to be
 * decoded have odd times, the others even ones. Used by one thread.
 */
final class Feed implements ProgramRun.Input {

    /** Lets through the pictures whose time is even. */
    private static final String SHOWN = "settb=1/90000,select=not(mod(pts\\,2)),";

    private static final int LOOK_EVERY = 32;

    private final Stretch stretch;
    private final int from;
    private final int end;
    private final IntPredicate kept;
    private final Watch watch;

    /** Looks on while it goes. */
    @FunctionalInterface
    interface Watch {

        /**
         * So much of the pictures was given.
         *
         * @param share 0 to 1
         * @throws IOException to end the program
         */
        void at(double share) throws IOException;
    }

    /**
     * Of the pictures from one to another.
     *
     * @param from the first that is given
     * @param end behind the last
     * @param kept which of those that are shown are let through
     */
    Feed(Stretch stretch, int from, int end, IntPredicate kept, Watch watch) {
        this.stretch = stretch;
        this.from = from;
        this.end = end;
        this.kept = kept;
        this.watch = watch;
    }

    /**
     * What the program does with the pictures: lets through those that are to be shown, with their
     * times in the stretch, and nothing painted over.
     */
    String filter() {
        return filter(List.of());
    }

    /** The same, with places painted over. */
    String filter(List<Cover> covers) {
        return SHOWN
                + new CoverFilter(stretch, covers, kept).words(base())
                + "setpts=PTS-"
                + base();
    }

    /** The same for one picture: what is to be painted in it is known already. */
    String filter(String painted) {
        return SHOWN + painted + "setpts=PTS-" + base();
    }

    /** What the times that the program sees have at the stretch's first moment. */
    private long base() {
        return 2L * Math.max(0, stretch.first() - from) + 2;
    }

    @Override
    public void writeTo(OutputStream program) throws IOException, InterruptedException {
        Stretch.Units units = stretch.units();
        TransportWriter out = new TransportWriter(program);
        int first = stretch.first();
        long base = base();
        for (int i = from; i < end; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long time = i < first ? -2L * (first - i) + 1 : stretch.time(i);
            boolean shown = i >= first && kept.test(i);
            out.unit(units.at(i), base + (shown ? time : time | 1));
            if ((i - from) % LOOK_EVERY == 0) {
                watch.at((double) (i - from) / (end - from));
            }
        }
        watch.at(1);
    }
}
