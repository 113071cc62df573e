package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of PipeWire that gives pictures when it is told to, as compositors do: it drives. Used by
 * one thread; PipeWire has one of its own.
 */
@SuppressWarnings("restricted") // it is a library of C
final class PipeWireSource {

    /** Of PipeWire's headers. */
    private static final int OBJECT_FORMAT = 0x40003;

    private static final int OBJECT_BUFFERS = 0x40004;
    private static final int OBJECT_META = 0x40005;
    private static final int ENUM_FORMAT = 3;
    private static final int FORMAT = 4;
    private static final int BUFFERS = 5;
    private static final int META = 6;
    private static final int MEDIA_TYPE = 1;
    private static final int MEDIA_SUBTYPE = 2;
    private static final int VIDEO_FORMAT = 0x20001;
    private static final int VIDEO_SIZE = 0x20003;
    private static final int VIDEO_FRAMERATE = 0x20004;
    private static final int VIDEO = 2;
    private static final int RAW = 1;
    private static final int BUFFER_COUNT = 1;
    private static final int BUFFER_BLOCKS = 2;
    private static final int BUFFER_SIZE = 3;
    private static final int BUFFER_STRIDE = 4;
    private static final int BUFFER_TYPES = 6;
    private static final int MEM_FD = 1 << 2;
    private static final int META_TYPE = 1;
    private static final int META_SIZE = 2;
    private static final int HEADER = 1;
    private static final int HEADER_BYTES = 32;
    private static final int CROP = 2;
    private static final int CROP_BYTES = 16;
    private static final int TRANSFORM = 8;
    private static final int TRANSFORM_BYTES = 4;
    private static final int OUTPUT = 1;
    private static final int DRIVER_AND_MAPPED = 8 | 4;
    private static final int DRIVER_WITH_OWN_MEMORY = 8 | 256;
    private static final int DATA_IS_FILE = 2;
    private static final int READ_AND_WRITE = 3;
    private static final int STREAMING = 3;
    private static final long EVENTS_BYTES = 96;
    private static final int EVENTS_VERSION = 2;
    private static final long PARAM_CHANGED = 40;
    private static final long ADD_BUFFER = 48;
    private static final long REMOVE_BUFFER = 56;

    private static final List<String> FORMATS =
            List.of("RGBx", "BGRx", "xRGB", "xBGR", "RGBA", "BGRA");
    private static final int FIRST_FORMAT = 7;

    private final MemorySegment loop;
    private final MemorySegment stream;
    private final int pixels;
    private FrameFormat shape;

    /** By the addresses of PipeWire's buffers; used by its thread. */
    private final Map<Long, MemoryFile> files = new HashMap<>();

    /** What of each picture is to be seen; null where its maker does not say. */
    private @Nullable Rect crop;

    /** Quarters of a turn, against the clock, by which its pictures were turned. */
    private volatile int quarters;

    /** What pictures lie in. */
    enum Memory {
        /** PipeWire's own, which its reader knows by its address, as GStreamer's sink gives it. */
        ADDRESSES,
        /** Files that the source made, as compositors do. */
        FILES
    }

    /** Paints pictures. */
    interface Painter {

        /**
         * Paints one.
         *
         * @param format its shape in memory
         */
        void paint(MemorySegment pixels, FrameFormat format);
    }

    /**
     * Announces it.
     *
     * @param node its name
     * @param pixels a format in GStreamer's words, such as {@code BGRx}
     * @param memory what its pictures lie in
     */
    PipeWireSource(String node, String pixels, FrameFormat shape, Memory memory) {
        this.shape = shape;
        this.pixels = FIRST_FORMAT + FORMATS.indexOf(pixels);
        Library.call(Library.INIT, MemorySegment.NULL, MemorySegment.NULL);
        Arena always = Arena.global();
        loop = pointer(Library.call(Library.LOOP_NEW, text(node), MemorySegment.NULL));
        MemorySegment events = always.allocate(EVENTS_BYTES, 8);
        events.set(JAVA_INT, 0, EVENTS_VERSION);
        events.set(
                ADDRESS,
                PARAM_CHANGED,
                callback("changed", MemorySegment.class, int.class, MemorySegment.class));
        if (memory == Memory.FILES) {
            events.set(
                    ADDRESS,
                    ADD_BUFFER,
                    callback("needsMemory", MemorySegment.class, MemorySegment.class));
            events.set(
                    ADDRESS,
                    REMOVE_BUFFER,
                    callback("gaveMemoryBack", MemorySegment.class, MemorySegment.class));
        }
        MemorySegment properties =
                pointer(
                        Library.call(
                                Library.PROPERTIES,
                                text(
                                        "node.name="
                                                + node
                                                + " media.class=Video/Source node.driver=true")));
        stream =
                pointer(
                        Library.call(
                                Library.STREAM_NEW,
                                Library.call(Library.LOOP_OF, loop),
                                text(node),
                                properties,
                                events,
                                MemorySegment.NULL));
        if ((int) Library.call(Library.LOOP_START, loop) < 0) {
            throw new IllegalStateException("PipeWire's loop does not start");
        }
        locked(() -> {
            try (Arena arena = Arena.ofConfined()) {
                int result =
                        (int)
                                Library.call(
                                        Library.CONNECT,
                                        stream,
                                        OUTPUT,
                                        -1,
                                        memory == Memory.FILES
                                                ? DRIVER_WITH_OWN_MEMORY
                                                : DRIVER_AND_MAPPED,
                                        parameters(arena, formats()),
                                        1);
                if (result < 0) {
                    throw new IllegalStateException("PipeWire does not answer: " + result);
                }
            }
        });
    }

    private MemorySegment callback(String method, Class<?>... arguments) {
        try {
            FunctionDescriptor shape = FunctionDescriptor.ofVoid();
            for (Class<?> argument : arguments) {
                shape =
                        shape.appendArgumentLayouts(
                                argument.equals(int.class) ? JAVA_INT : ADDRESS);
            }
            return Linker.nativeLinker()
                    .upcallStub(
                            MethodHandles.lookup()
                                    .bind(
                                            this,
                                            method,
                                            MethodType.methodType(void.class, arguments)),
                            shape,
                            Arena.global());
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Called by PipeWire's thread: a picture is to lie in this. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // by its name and kind
    private void needsMemory(MemorySegment nothing, MemorySegment added) {
        MemoryFile file = new MemoryFile(shape.sizeBytes());
        files.put(added.address(), file);
        MemorySegment data = data(added);
        data.set(JAVA_INT, 0, DATA_IS_FILE);
        data.set(JAVA_INT, 4, READ_AND_WRITE);
        data.set(JAVA_LONG, 8, file.descriptor());
        data.set(JAVA_INT, 16, 0);
        data.set(JAVA_INT, 20, (int) shape.sizeBytes());
        data.set(ADDRESS, 24, file.memory());
    }

    /** The same: no picture will lie in it any more. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // by its name and kind
    private void gaveMemoryBack(MemorySegment nothing, MemorySegment removed) {
        MemoryFile file = files.remove(removed.address());
        if (file != null) {
            file.close();
        }
    }

    /** Of the first block of a buffer. */
    private static MemorySegment data(MemorySegment taken) {
        MemorySegment buffer = taken.reinterpret(32).get(ADDRESS, 0).reinterpret(24);
        return buffer.get(ADDRESS, 16).reinterpret(40);
    }

    /** Called by PipeWire's thread, which holds its lock: what memory the pictures need. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // by its name and kind
    private void changed(MemorySegment nothing, int id, MemorySegment value) {
        if (id != FORMAT || value.equals(MemorySegment.NULL)) {
            return;
        }
        Pod buffers =
                new Pod(OBJECT_BUFFERS, BUFFERS)
                        .range(BUFFER_COUNT, 8, 4, 16)
                        .number(BUFFER_BLOCKS, 1)
                        .number(BUFFER_SIZE, (int) shape.sizeBytes())
                        .number(BUFFER_STRIDE, shape.strideBytes())
                        .flags(BUFFER_TYPES, MEM_FD);
        try (Arena arena = Arena.ofConfined()) {
            Library.call(
                    Library.UPDATE,
                    stream,
                    parameters(
                            arena,
                            buffers,
                            meta(HEADER, HEADER_BYTES),
                            meta(CROP, CROP_BYTES),
                            meta(TRANSFORM, TRANSFORM_BYTES)),
                    4);
        }
    }

    private static Pod meta(int type, int bytes) {
        return new Pod(OBJECT_META, META).id(META_TYPE, type).number(META_SIZE, bytes);
    }

    private Pod formats() {
        return new Pod(OBJECT_FORMAT, ENUM_FORMAT)
                .id(MEDIA_TYPE, VIDEO)
                .id(MEDIA_SUBTYPE, RAW)
                .id(VIDEO_FORMAT, pixels)
                .rectangle(VIDEO_SIZE, shape.width(), shape.height())
                .fraction(VIDEO_FRAMERATE, 0, 1);
    }

    private static MemorySegment parameters(Arena arena, Pod... pods) {
        MemorySegment list = arena.allocate(ADDRESS, pods.length);
        for (int i = 0; i < pods.length; i++) {
            byte[] bytes = pods[i].bytes();
            MemorySegment pod = arena.allocate(bytes.length, 8);
            MemorySegment.copy(bytes, 0, pod, ValueLayout.JAVA_BYTE, 0, bytes.length);
            list.setAtIndex(ADDRESS, i, pod);
        }
        return list;
    }

    /** Its pictures have another shape from now on. */
    void shape(FrameFormat next, @Nullable Rect shown) {
        locked(() -> {
            shape = next;
            crop = shown;
            try (Arena arena = Arena.ofConfined()) {
                Library.call(Library.UPDATE, stream, parameters(arena, formats()), 1);
            }
        });
    }

    /**
     * Its pictures lie in memory turned from now on, as a turned monitor scans them out.
     *
     * @param against quarters of a turn against the clock, 0 to 3
     */
    void turn(int against) {
        quarters = against;
    }

    /** Takes part in PipeWire's doings, or rests. */
    void active(boolean active) {
        locked(() -> Library.call(Library.SET_ACTIVE, stream, active ? 1 : 0));
    }

    /**
     * Gives a picture.
     *
     * @param number by which its reader can tell that it misses some
     * @return the time that its reader is told, in {@code System.nanoTime()}; 0 where nobody took
     *     it
     */
    long give(long number, Painter painter) {
        long[] given = new long[1];
        locked(() -> {
            int state = (int) Library.call(Library.STATE, stream, MemorySegment.NULL);
            if (state != STREAMING) {
                return;
            }
            MemorySegment taken = pointer(Library.call(Library.DEQUEUE, stream));
            if (!taken.equals(MemorySegment.NULL)) {
                long stamp = fill(taken.reinterpret(32), number, painter);
                given[0] = (int) Library.call(Library.QUEUE, stream, taken) >= 0 ? stamp : 0;
            }
        });
        return given[0];
    }

    /** Its time; 0 where the memory is of the shape before: such a picture is none. */
    private long fill(MemorySegment taken, long number, Painter painter) {
        MemorySegment buffer = taken.get(ADDRESS, 0).reinterpret(24);
        MemorySegment data = buffer.get(ADDRESS, 16).reinterpret(40);
        int room = data.get(JAVA_INT, 20);
        int bytes = (int) shape.sizeBytes();
        MemorySegment chunk = data.get(ADDRESS, 32).reinterpret(16);
        chunk.set(JAVA_INT, 0, 0);
        chunk.set(JAVA_INT, 8, shape.strideBytes());
        if (room < bytes) {
            // of the shape before
            chunk.set(JAVA_INT, 4, 0);
            chunk.set(JAVA_INT, 12, 1);
            return 0;
        }
        chunk.set(JAVA_INT, 4, bytes);
        chunk.set(JAVA_INT, 12, 0);
        painter.paint(data.get(ADDRESS, 24).reinterpret(bytes), shape);
        long stamp = System.nanoTime();
        int metas = buffer.get(JAVA_INT, 0);
        MemorySegment list = buffer.get(ADDRESS, 8).reinterpret(16L * metas);
        for (int i = 0; i < metas; i++) {
            describe(list.asSlice(16L * i, 16), number, stamp);
        }
        return stamp;
    }

    private void describe(MemorySegment meta, long number, long stamp) {
        MemorySegment body = meta.get(ADDRESS, 8).reinterpret(meta.get(JAVA_INT, 4));
        switch (meta.get(JAVA_INT, 0)) {
            case HEADER -> {
                body.set(JAVA_INT, 0, 0);
                body.set(JAVA_LONG, 8, stamp);
                body.set(JAVA_LONG, 16, 0);
                body.set(JAVA_LONG, 24, number);
            }
            case CROP -> {
                body.fill((byte) 0);
                if (crop != null) {
                    body.set(JAVA_INT, 0, crop.x());
                    body.set(JAVA_INT, 4, crop.y());
                    body.set(JAVA_INT, 8, crop.width());
                    body.set(JAVA_INT, 12, crop.height());
                }
            }
            case TRANSFORM -> body.set(JAVA_INT, 0, quarters);
            default -> {
                // not asked for
            }
        }
    }

    private void locked(Runnable task) {
        Library.call(Library.LOCK, loop);
        try {
            task.run();
        } finally {
            Library.call(Library.UNLOCK, loop);
        }
    }

    private static MemorySegment pointer(Object result) {
        return (MemorySegment) result;
    }

    private static MemorySegment text(String text) {
        return Arena.global().allocateFrom(text);
    }

    /** PipeWire's functions. */
    private static final class Library {

        private static final SymbolLookup PIPEWIRE =
                SymbolLookup.libraryLookup("libpipewire-0.3.so.0", Arena.global());

        static final MethodHandle INIT = nothing("pw_init", ADDRESS, ADDRESS);
        static final MethodHandle LOOP_NEW =
                function("pw_thread_loop_new", ADDRESS, ADDRESS, ADDRESS);
        static final MethodHandle LOOP_OF = function("pw_thread_loop_get_loop", ADDRESS, ADDRESS);
        static final MethodHandle LOOP_START = function("pw_thread_loop_start", JAVA_INT, ADDRESS);
        static final MethodHandle LOCK = nothing("pw_thread_loop_lock", ADDRESS);
        static final MethodHandle UNLOCK = nothing("pw_thread_loop_unlock", ADDRESS);
        static final MethodHandle PROPERTIES =
                function("pw_properties_new_string", ADDRESS, ADDRESS);
        static final MethodHandle STREAM_NEW =
                function(
                        "pw_stream_new_simple",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
        static final MethodHandle CONNECT =
                function(
                        "pw_stream_connect",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT);
        static final MethodHandle UPDATE =
                function("pw_stream_update_params", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        static final MethodHandle STATE =
                function("pw_stream_get_state", JAVA_INT, ADDRESS, ADDRESS);
        static final MethodHandle SET_ACTIVE =
                function("pw_stream_set_active", JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle DEQUEUE = function("pw_stream_dequeue_buffer", ADDRESS, ADDRESS);
        static final MethodHandle QUEUE =
                function("pw_stream_queue_buffer", JAVA_INT, ADDRESS, ADDRESS);

        private Library() {}

        private static MethodHandle function(
                String name, MemoryLayout result, MemoryLayout... arguments) {
            return handle(name, FunctionDescriptor.of(result, arguments));
        }

        private static MethodHandle nothing(String name, MemoryLayout... arguments) {
            return handle(name, FunctionDescriptor.ofVoid(arguments));
        }

        private static MethodHandle handle(String name, FunctionDescriptor shape) {
            return Linker.nativeLinker().downcallHandle(PIPEWIRE.findOrThrow(name), shape);
        }

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
}
