package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A file without a name that is memory, as compositors make for their pictures. Used by one thread.
 */
@SuppressWarnings("restricted") // it is the C library's
final class MemoryFile implements AutoCloseable {

    private static final MethodHandle CREATE =
            function("memfd_create", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RESIZE = function("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle MAP =
            function("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle UNMAP = function("munmap", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

    private static final int CLOSE_ON_EXEC = 1;
    private static final int READ_AND_WRITE = 3;
    private static final int SHARED = 1;

    private final int descriptor;
    private final MemorySegment memory;

    /** Makes one of so many bytes. */
    MemoryFile(long bytes) {
        descriptor = (int) call(CREATE, Arena.global().allocateFrom("picture"), CLOSE_ON_EXEC);
        if (descriptor < 0 || (int) call(RESIZE, descriptor, bytes) < 0) {
            throw new IllegalStateException("no memory for pictures");
        }
        memory =
                ((MemorySegment)
                                call(
                                        MAP,
                                        MemorySegment.NULL,
                                        bytes,
                                        READ_AND_WRITE,
                                        SHARED,
                                        descriptor,
                                        0L))
                        .reinterpret(bytes);
        if (memory.address() == -1) {
            throw new IllegalStateException("the memory of pictures cannot be mapped");
        }
    }

    int descriptor() {
        return descriptor;
    }

    MemorySegment memory() {
        return memory;
    }

    private static MethodHandle function(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        if ((int) call(UNMAP, memory, memory.byteSize()) < 0 || (int) call(CLOSE, descriptor) < 0) {
            throw new IllegalStateException("the memory of pictures cannot be given back");
        }
    }
}
