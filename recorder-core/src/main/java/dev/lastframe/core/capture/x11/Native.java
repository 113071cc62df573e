package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Function handles into the X libraries and the C library. Pointers travel as {@code long}: on the
 * 64-bit systems that are supported they share a register class with it, and no segment object is
 * made for a call.
 */
final class Native {

    private static final Linker LINKER = Linker.nativeLinker();

    /** All memory there is; an offset in it is an address. */
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Native() {}

    /** A library for the life of the process. */
    static SymbolLookup library(String soname) {
        return SymbolLookup.libraryLookup(soname, Arena.global());
    }

    static SymbolLookup libc() {
        return LINKER.defaultLookup();
    }

    /** A function that returns a {@code long} or a pointer. {@code signature}: l and i. */
    static MethodHandle returningLong(SymbolLookup library, String name, String signature) {
        return handle(library, name, FunctionDescriptor.of(JAVA_LONG, layouts(signature)));
    }

    /** A function that returns an {@code int}. */
    static MethodHandle returningInt(SymbolLookup library, String name, String signature) {
        return handle(library, name, FunctionDescriptor.of(JAVA_INT, layouts(signature)));
    }

    /** A function that returns nothing. */
    static MethodHandle returningVoid(SymbolLookup library, String name, String signature) {
        return handle(library, name, FunctionDescriptor.ofVoid(layouts(signature)));
    }

    /** Memory at an address that a library returned. */
    static MemorySegment at(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    /** What is at an address in a tick's answers: no segment object is made for it. */
    static int intAt(long address) {
        return MEMORY.get(JAVA_INT, address);
    }

    /** The same of many: copying them at once is less for the compiler, too. */
    static void intsAt(long address, int[] to, int count) {
        MemorySegment.copy(MEMORY, JAVA_INT, address, to, 0, count);
    }

    /** What a call of a handle may throw is a fault of the binding, never of the library. */
    static IllegalStateException broken(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a native call failed", fault);
    }

    private static MethodHandle handle(
            SymbolLookup library, String name, FunctionDescriptor descriptor) {
        MemorySegment address =
                library.find(name).orElseThrow(() -> new UnsatisfiedLinkError("no " + name));
        return LINKER.downcallHandle(address, descriptor);
    }

    private static MemoryLayout[] layouts(String signature) {
        return signature
                .chars()
                .mapToObj(c -> c == 'i' ? (MemoryLayout) JAVA_INT : JAVA_LONG)
                .toArray(MemoryLayout[]::new);
    }
}
