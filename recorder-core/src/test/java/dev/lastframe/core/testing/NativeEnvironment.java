package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * This process's environment as native code and child processes see it. {@code System.getenv} keeps
 * the copy it took at start, and so does a {@code ProcessBuilder} whose {@code environment()} was
 * asked for. Not safe while another thread reads the environment.
 */
@SuppressWarnings("restricted")
final class NativeEnvironment {

    private static final MethodHandle SETENV =
            handle("setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle UNSETENV =
            handle("unsetenv", FunctionDescriptor.of(JAVA_INT, ADDRESS));

    private NativeEnvironment() {}

    static void set(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            check((int) SETENV.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1));
        } catch (Throwable fault) {
            throw new IllegalStateException("setenv " + name + " failed", fault);
        }
    }

    static void unset(String name) {
        try (Arena arena = Arena.ofConfined()) {
            check((int) UNSETENV.invokeExact(arena.allocateFrom(name)));
        } catch (Throwable fault) {
            throw new IllegalStateException("unsetenv " + name + " failed", fault);
        }
    }

    private static void check(int result) {
        if (result != 0) {
            throw new IllegalStateException("result " + result);
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
