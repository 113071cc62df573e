package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Functions of {@code libX11} by name, for test content. Every argument and result travels as a
 * {@code long}, which the calling conventions of 64-bit Linux allow for {@code int} and pointers
 * alike; the upper half of an {@code int} result is undefined. An X error ends the process, as is
 * Xlib's default. For one thread.
 */
@SuppressWarnings("restricted")
final class Xlib {

    private static final SymbolLookup LIBRARY =
            SymbolLookup.libraryLookup("libX11.so.6", Arena.global());

    private final Map<String, MethodHandle> functions = new HashMap<>();

    /** Calls the function; always with the same number of arguments. */
    long call(String function, long... arguments) {
        MethodHandle handle =
                functions.computeIfAbsent(function, name -> handle(name, arguments.length));
        try {
            return (long) handle.invokeExact(arguments);
        } catch (Throwable fault) {
            throw new IllegalStateException(function + " could not be called", fault);
        }
    }

    private static MethodHandle handle(String name, int arguments) {
        MemoryLayout[] layouts =
                Collections.nCopies(arguments, JAVA_LONG).toArray(MemoryLayout[]::new);
        return Linker.nativeLinker()
                .downcallHandle(
                        LIBRARY.findOrThrow(name), FunctionDescriptor.of(JAVA_LONG, layouts))
                .asSpreader(long[].class, arguments);
    }
}
