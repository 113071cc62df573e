package dev.lastframe.core.capture.x11;

import java.lang.foreign.MemorySegment;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the desktop has told the X server about itself, as text. */
final class XResources {

    private static final Pattern DPI =
            Pattern.compile("^Xft\\.dpi:\\s*(\\d{1,4}(?:\\.\\d{1,6})?)\\s*$", Pattern.MULTILINE);

    /** At which a desktop draws in its smallest size. */
    private static final double PLAIN_DPI = 96;

    private static final long MOST_BYTES = 1 << 20;

    private XResources() {}

    /**
     * How large the desktop draws, 1 where it does not say.
     *
     * @param resources the address of the server's text; 0 for none
     */
    static double scale(long resources) {
        return resources == 0
                ? 1
                : scale(MemorySegment.ofAddress(resources).reinterpret(MOST_BYTES).getString(0));
    }

    static double scale(String resources) {
        Matcher dpi = DPI.matcher(resources);
        double scale = dpi.find() ? Double.parseDouble(dpi.group(1)) / PLAIN_DPI : 1;
        return scale > 0 ? Math.round(scale * 100) / 100.0 : 1;
    }
}
