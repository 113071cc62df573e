package dev.lastframe.app.fx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What native libraries look for in the environment, set for this process alone.
 *
 * <p>GTK has a bridge to the accessibility bus. JavaFX opens its windows through GTK but tells the
 * bus nothing on Linux; GTK would look for the bus at each start all the same, start it where it is
 * missing, and complain on the standard error stream where it cannot. PipeWire's library writes its
 * warnings there too.
 */
final class QuietLibraries {

    private static final Logger LOG = LoggerFactory.getLogger(QuietLibraries.class);
    private static final Map<String, String> SWITCHES =
            Map.of("NO_AT_BRIDGE", "1", "PIPEWIRE_DEBUG", "0");
    private static final int KEEP_WHAT_IS_SET = 0;

    private QuietLibraries() {}

    /**
     * Sets what a person did not set; does nothing on other systems. To be called before JavaFX
     * starts, as other threads look into the environment from then on, and after Java took its own
     * copy of it: programs that are started with {@code ProcessBuilder.environment()} asked for do
     * not inherit it.
     */
    static void ask() {
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
            MethodHandle set = linker.downcallHandle(setenv.get(), shape);
            for (Map.Entry<String, String> each : SWITCHES.entrySet()) {
                int failed =
                        (int)
                                set.invokeExact(
                                        arena.allocateFrom(each.getKey()),
                                        arena.allocateFrom(each.getValue()),
                                        KEEP_WHAT_IS_SET);
                if (failed != 0) {
                    LOG.debug("{} could not be set", each.getKey());
                }
            }
        } catch (Throwable fault) {
            throw new IllegalStateException("setenv", fault);
        }
    }
}
