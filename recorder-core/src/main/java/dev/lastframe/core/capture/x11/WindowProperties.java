package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what programs say of their windows. Used as {@link WindowTree} is. */
final class WindowProperties {

    /** Of a property, in units of 4 bytes: titles are no books. */
    private static final int MOST_UNITS = 256;

    private static final int ANY_TYPE = 0;
    private static final int NUMBERS = 32;
    private static final int TEXT = 8;

    private final X11Connection connection;

    WindowProperties(X11Connection connection) {
        this.connection = connection;
    }

    /**
     * What a property holds: numbers or text.
     *
     * @param numbers empty for text
     * @param letters empty for numbers
     */
    record Value(List<Long> numbers, List<Byte> letters) {

        String text(Charset charset) {
            byte[] bytes = new byte[letters.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = letters.get(i);
            }
            return new String(bytes, charset);
        }
    }

    /** The number by which the display knows a name. */
    long name(String name) {
        try (Arena call = Arena.ofConfined()) {
            return XlibWindows.xInternAtom(
                    connection.display(), call.allocateFrom(name).address(), 0);
        }
    }

    /** Null where the window is gone or does not have it. */
    @Nullable Value of(long window, long property) {
        MemorySegment results = connection.scratch();
        long base = results.address();
        int refused =
                XlibWindows.xGetWindowProperty(
                        connection.display(),
                        window,
                        property,
                        0,
                        MOST_UNITS,
                        0,
                        ANY_TYPE,
                        base,
                        base + 8,
                        base + 16,
                        base + 24,
                        base + 32);
        long address = refused != 0 ? 0 : results.get(JAVA_LONG, 32);
        if (address == 0) {
            return null;
        }
        int format = results.get(JAVA_INT, 8);
        long count = results.get(JAVA_LONG, 16);
        List<Long> numbers = new ArrayList<>();
        List<Byte> letters = new ArrayList<>();
        if (format == NUMBERS) {
            // the library gives each of them 8 bytes
            MemorySegment values = Native.at(address, 8 * count);
            for (long i = 0; i < count; i++) {
                numbers.add(values.getAtIndex(JAVA_LONG, i));
            }
        } else if (format == TEXT) {
            MemorySegment values = Native.at(address, count);
            for (long i = 0; i < count; i++) {
                letters.add(values.get(JAVA_BYTE, i));
            }
        }
        boolean isThere = results.get(JAVA_LONG, 0) != 0;
        Xlib.xFree(address);
        return isThere ? new Value(numbers, letters) : null;
    }
}
