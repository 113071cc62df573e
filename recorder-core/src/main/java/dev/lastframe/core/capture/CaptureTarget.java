package dev.lastframe.core.capture;

/** What is to be recorded. */
public sealed interface CaptureTarget {

    /**
     * A whole monitor.
     *
     * @param number counted from 1, in the order of {@link ScreenInfo#number}
     */
    record Screen(int number) implements CaptureTarget {

        @Override
        public String toString() {
            return "screen " + number;
        }
    }

    /**
     * A rectangle of the desktop in device pixels; offsets may be negative where a monitor lies
     * left of or above the first.
     */
    record Region(int x, int y, int width, int height) implements CaptureTarget {

        @Override
        public String toString() {
            return "region " + x + "," + y + "," + width + "x" + height;
        }
    }
}
