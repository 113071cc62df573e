package dev.lastframe.core.encode;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's own libopenh264. The one in FFmpeg's build for Java is compiled without a line of
 * assembly and takes more than half as long again. Loaded once; callable from any thread.
 */
final class OpenH264Library {

    private static final Logger LOG = LoggerFactory.getLogger(OpenH264Library.class);

    /** How the system calls those whose structures are known, newest first. */
    private static final List<String> NAMES = List.of("libopenh264.so.8", "libopenh264.so.7");

    /** Any other value leaves it alone. */
    private static final String PROPERTY = "lastframe.openh264";

    private static final String SYSTEM = "system";

    private static final int MAJOR = 2;

    /** From this one on a layer tells its likeness, too. */
    private static final int LIKENESS_MINOR = 6;

    private static final int LAYER_BYTES = 40;
    private static final int LAYER_WITH_LIKENESS_BYTES = 56;

    private final MethodHandle create;
    private final MethodHandle destroy;
    private final String version;
    private final int layerBytes;

    private OpenH264Library(SymbolLookup library, int minor, String version) {
        this.version = version;
        this.layerBytes = minor < LIKENESS_MINOR ? LAYER_BYTES : LAYER_WITH_LIKENESS_BYTES;
        create = function(library, "WelsCreateSVCEncoder", JAVA_INT, ADDRESS);
        destroy = nothing(library, "WelsDestroySVCEncoder", ADDRESS);
    }

    /** The one of this system; null where there is none, or none that is known. */
    static @Nullable OpenH264Library find() {
        return Holder.FOUND;
    }

    private static final class Holder {
        static final @Nullable OpenH264Library FOUND = load();
    }

    private static @Nullable OpenH264Library load() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        boolean known = processor.equals("amd64") || processor.equals("aarch64");
        if (!os.startsWith("linux")
                || !known
                || !System.getProperty(PROPERTY, SYSTEM).equals(SYSTEM)) {
            return null;
        }
        for (String name : NAMES) {
            try {
                OpenH264Library found = load(name);
                if (found != null) {
                    LOG.info("the system has {}", found.version);
                    return found;
                }
            } catch (IllegalArgumentException | UnsatisfiedLinkError none) {
                LOG.debug("the system has no {}: {}", name, none.toString());
            } catch (RuntimeException | LinkageError broken) {
                LOG.warn("the system's {} cannot be used", name, broken);
            }
        }
        return null;
    }

    @SuppressWarnings("restricted") // it is a library of C
    private static @Nullable OpenH264Library load(String name) {
        SymbolLookup library = SymbolLookup.libraryLookup(name, Arena.global());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(JAVA_INT, 4);
            call(nothing(library, "WelsGetCodecVersionEx", ADDRESS), numbers);
            int major = numbers.getAtIndex(JAVA_INT, 0);
            int minor = numbers.getAtIndex(JAVA_INT, 1);
            String version =
                    "libopenh264 %d.%d.%d".formatted(major, minor, numbers.getAtIndex(JAVA_INT, 2));
            boolean likeness = name.equals(NAMES.getFirst());
            if (major != MAJOR || likeness != (minor >= LIKENESS_MINOR)) {
                LOG.info("{} is not known as {}", version, name);
                return null;
            }
            return new OpenH264Library(library, minor, version);
        }
    }

    /** Such as {@code libopenh264 2.3.1}. */
    String version() {
        return version;
    }

    /** Of what is told of each layer of a picture. */
    int layerBytes() {
        return layerBytes;
    }

    /** A new encoder, to be {@link #destroy destroyed}. */
    MemorySegment create() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment made = arena.allocate(ADDRESS);
            if ((int) call(create, made) != 0) {
                throw new IllegalStateException(version + " makes no encoder");
            }
            return made.get(ADDRESS, 0);
        }
    }

    void destroy(MemorySegment encoder) {
        call(destroy, encoder);
    }

    private static MethodHandle function(
            SymbolLookup library, String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(library.findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    private static MethodHandle nothing(
            SymbolLookup library, String name, MemoryLayout... arguments) {
        return handle(library.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
    }

    /** A function of this shape. */
    @SuppressWarnings("restricted") // it is a library of C
    static MethodHandle handle(MemorySegment function, FunctionDescriptor shape) {
        return Linker.nativeLinker().downcallHandle(function, shape);
    }

    /** Calls one that throws nothing. */
    static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }
}
