package dev.lastframe.core.sound;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the sound server tells of its devices, over the connections of the streams that are
 * open anyway: to ask it for all of them takes a connection of its own each time, which costs more
 * than to read a device. Any thread; never blocks.
 */
final class PulseChanges {

    private final AtomicLong count = new AtomicLong();

    /** Streams over which the server tells. */
    private final AtomicInteger listening = new AtomicInteger();

    /** The function for the server's client; lives as long as the process. */
    private final MemorySegment callback;

    PulseChanges() {
        try {
            callback =
                    Linker.nativeLinker()
                            .upcallStub(
                                    MethodHandles.lookup()
                                            .bind(
                                                    this,
                                                    "changed",
                                                    MethodType.methodType(
                                                            void.class,
                                                            MemorySegment.class,
                                                            int.class,
                                                            int.class,
                                                            MemorySegment.class)),
                                    FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
                                    Arena.global());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    MemorySegment callback() {
        return callback;
    }

    /** Called by a thread of the client's; nothing may be thrown into C. */
    @SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable"}) // called by C
    private void changed(MemorySegment context, int what, int index, MemorySegment nothing) {
        count.incrementAndGet();
    }

    /** From now on a stream listens; what changed before nobody knows. */
    void began() {
        listening.incrementAndGet();
        count.incrementAndGet();
    }

    void ended() {
        listening.decrementAndGet();
    }

    /** See {@link SoundSystem#version}. */
    long version() {
        return listening.get() > 0 ? count.get() : SoundSystem.UNKNOWN;
    }
}
