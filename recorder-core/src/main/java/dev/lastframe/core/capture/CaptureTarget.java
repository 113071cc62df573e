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

    /**
     * One window with its frame, wherever it is on the desktop.
     *
     * @param id the display's number of it, or of a window within it; 1 to {@value #MOST_ID}
     */
    record Window(long id) implements CaptureTarget {

        /** The largest number that a display gives to anything. */
        public static final long MOST_ID = 0x1fff_ffff;

        public Window {
            if (id < 1 || id > MOST_ID) {
                throw new IllegalArgumentException("no window has the number " + id);
            }
        }

        @Override
        public String toString() {
            return "window 0x" + Long.toHexString(id);
        }
    }
}
