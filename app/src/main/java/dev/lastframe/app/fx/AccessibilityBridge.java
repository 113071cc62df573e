package dev.lastframe.app.fx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GTK's bridge to the accessibility bus. JavaFX opens its windows through GTK but tells the bus
 * nothing on Linux; GTK would look for the bus at each start all the same, start it where it is
 * missing, and complain on the standard error stream where it cannot.
 */
final class AccessibilityBridge {

    private static final Logger LOG = LoggerFactory.getLogger(AccessibilityBridge.class);
    private static final String SWITCH = "NO_AT_BRIDGE";
    private static final int KEEP_WHAT_IS_SET = 0;

    private AccessibilityBridge() {}

    /**
     * Switches it off for this process; does nothing on other systems. To be called before JavaFX
     * starts, and after Java took its own copy of the environment: programs that are started with
     * {@code ProcessBuilder.environment()} asked for do not inherit it.
     */
    static void leaveOut() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            return;
        }
        FunctionDescriptor shape = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            int failed =
                    (int)
                            linker.downcallHandle(setenv.get(), shape)
                                    .invokeExact(
                                            arena.allocateFrom(SWITCH),
                                            arena.allocateFrom("1"),
                                            KEEP_WHAT_IS_SET);
            if (failed != 0) {
                LOG.debug("{} could not be set", SWITCH);
            }
        } catch (Throwable fault) {
            throw new IllegalStateException("setenv", fault);
        }
    }
}
