package dev.lastframe.core.encode;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.lastframe.core.encode.EncoderException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An encoder of the system's libopenh264, told what FFmpeg tells its own, but for what only costs:
 * see {@link #parameters}. Used by one thread; closing twice is harmless.
 */
final class OpenH264Encoder implements AutoCloseable {

    // Where the encoder's functions are, in its table
    private static final long INITIALIZE = 8;
    private static final long DEFAULTS = 16;
    private static final long UNINITIALIZE = 24;
    private static final long ENCODE = 32;
    private static final long FORCE_KEY = 48;
    private static final long SET_OPTION = 56;
    private static final long TABLE_BYTES = 72;

    // Its parameters, SEncParamExt
    private static final long PARAMETERS_BYTES = 1024;
    private static final long WIDTH = 4;
    private static final long HEIGHT = 8;
    private static final long RATE = 12;
    private static final long RATE_MODE = 16;
    private static final long FPS = 20;
    private static final long TEMPORAL_LAYERS = 24;
    private static final long SPATIAL_LAYERS = 28;
    private static final long LAYER = 32;
    private static final long COMPLEXITY = 832;
    private static final long KEY_INTERVAL = 836;
    private static final long REFERENCES = 840;
    private static final long IDS = 844;
    private static final long SKIPS = 860;
    private static final long MOST_RATE = 864;
    private static final long THREADS = 892;
    private static final long NO_DEBLOCKING = 896;
    private static final long BACKGROUND = 909;
    private static final long ADAPTS = 910;
    private static final long SCENES = 912;
    private static final long KEY_RATIO = 916;

    // Of its only spatial layer, SSpatialLayerConfig
    private static final long LAYER_FPS = 8;
    private static final long LAYER_RATE = 12;
    private static final long LAYER_MOST_RATE = 16;
    private static final long SLICE_MODE = 32;
    private static final long SLICES = 36;
    private static final long SLICE_BYTES = 180;
    private static final long COLOUR_TOLD = 184;
    private static final long COLOUR_PARTS_TOLD = 187;
    private static final long PRIMARIES = 188;
    private static final long TRANSFER = 189;
    private static final long MATRIX = 190;

    // What they are where nobody changed them: nothing is where it was thought if they are not
    private static final int AUTOMATIC = -1;
    private static final int DEFAULT_SLICE_BYTES = 1500;
    private static final int DEFAULT_KEY_RATIO = 400;

    private static final int FIXED_SLICES = 1;
    private static final byte BT709 = 1;

    /**
     * More it does not believe, and times in milliseconds are what FFmpeg tells it: the rate holds
     * for so many pictures.
     */
    private static final float MOST_FPS = 60;

    /** {@code ENCODER_OPTION_TRACE_LEVEL}. */
    private static final int LOG_LEVEL = 25;

    // A picture, SSourcePicture
    private static final long PICTURE_BYTES = 80;
    private static final int I420 = 23;
    private static final long STRIDES = 4;
    private static final long PLANES = 24;
    private static final long PICTURE_WIDTH = 56;
    private static final long PICTURE_HEIGHT = 60;
    private static final long PICTURE_MILLIS = 64;

    // What became of it, SFrameBSInfo and SLayerBSInfo
    private static final int MOST_LAYERS = 128;
    private static final long FIRST_LAYER = 8;
    private static final long UNITS = 16;
    private static final long LENGTHS = 24;
    private static final long BYTES = 32;
    private static final int KEY = 1;
    private static final int SKIPPED = 4;

    /** FFmpeg reads a little beyond a packet's end. */
    private static final int PADDING = 64;

    private static final int FIRST_ROOM = 256 * 1024;

    private final OpenH264Library library;
    private final MemorySegment encoder;
    private final MethodHandle encode;
    private final MethodHandle forceKey;
    private final MethodHandle uninitialize;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment picture = arena.allocate(PICTURE_BYTES, 8);
    private final MemorySegment result;
    private final int width;
    private final int height;
    private Arena packetArena = Arena.ofShared();
    private MemorySegment packet = packetArena.allocate(FIRST_ROOM + PADDING, 64);
    private int length;
    private boolean key;
    private boolean closed;

    private OpenH264Encoder(OpenH264Library library, int width, int height) {
        this.library = library;
        this.width = width;
        this.height = height;
        encoder = library.create();
        FunctionDescriptor onePointer = FunctionDescriptor.of(JAVA_INT, ADDRESS);
        uninitialize = method(UNINITIALIZE, onePointer);
        encode = method(ENCODE, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
        // the last argument came later, and those who do not have it do not look
        forceKey =
                method(FORCE_KEY, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_BOOLEAN, JAVA_INT));
        result =
                arena.allocate(
                        FIRST_LAYER + (long) MOST_LAYERS * library.layerBytes() + 3 * Long.BYTES,
                        8);
        picture.set(JAVA_INT, 0, I420);
        picture.setAtIndex(JAVA_INT, STRIDES / Integer.BYTES, width);
        picture.setAtIndex(JAVA_INT, STRIDES / Integer.BYTES + 1, width / 2);
        picture.setAtIndex(JAVA_INT, STRIDES / Integer.BYTES + 2, width / 2);
        picture.set(JAVA_INT, PICTURE_WIDTH, width);
        picture.set(JAVA_INT, PICTURE_HEIGHT, height);
    }

    private MethodHandle method(long place, FunctionDescriptor shape) {
        return OpenH264Library.handle(table(encoder).get(ADDRESS, place), shape);
    }

    @SuppressWarnings("restricted") // it is an object of C
    private static MemorySegment table(MemorySegment object) {
        return object.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0).reinterpret(TABLE_BYTES);
    }

    /**
     * Opens one; null where the system has none, or one that is not as it was thought.
     *
     * @param slices and threads
     * @param keyInterval of pictures at most between two key frames
     * @throws EncoderException {@code REJECTED} where it does not take these pictures
     */
    static @Nullable OpenH264Encoder open(
            int width, int height, int bitsPerSecond, int slices, int keyInterval)
            throws EncoderException {
        OpenH264Library library = OpenH264Library.find();
        if (library == null) {
            return null;
        }
        OpenH264Encoder opened = new OpenH264Encoder(library, width, height);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters = arena.allocate(PARAMETERS_BYTES, 8);
            FunctionDescriptor two = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
            OpenH264Library.call(opened.method(DEFAULTS, two), opened.encoder, parameters);
            if (!isAsThought(parameters)) {
                opened.close();
                return null;
            }
            opened.silence(arena);
            parameters(parameters, width, height, bitsPerSecond, slices, keyInterval);
            int refused =
                    (int)
                            OpenH264Library.call(
                                    opened.method(INITIALIZE, two), opened.encoder, parameters);
            if (refused != 0) {
                throw new EncoderException(
                        Reason.REJECTED,
                        "%s does not open for %dx%d: error %d"
                                .formatted(library.version(), width, height, refused));
            }
            return opened;
        } catch (EncoderException | RuntimeException | Error unusable) {
            opened.close();
            throw unusable;
        }
    }

    private static boolean isAsThought(MemorySegment defaults) {
        return defaults.get(JAVA_INT, TEMPORAL_LAYERS) == 1
                && defaults.get(JAVA_INT, SPATIAL_LAYERS) == 1
                && defaults.get(JAVA_INT, REFERENCES) == AUTOMATIC
                && defaults.get(JAVA_INT, LAYER + SLICE_BYTES) == DEFAULT_SLICE_BYTES
                && defaults.get(JAVA_BYTE, SCENES) == 1
                && defaults.get(JAVA_BYTE, BACKGROUND) == 1
                && defaults.get(JAVA_INT, KEY_RATIO) == DEFAULT_KEY_RATIO;
    }

    /** It would write to standard error. */
    private void silence(Arena arena) {
        MethodHandle set =
                method(SET_OPTION, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        OpenH264Library.call(set, encoder, LOG_LEVEL, arena.allocate(JAVA_INT));
    }

    /**
     * As FFmpeg sets them, deblocking off. Not looked for are changes of scene, which are key
     * frames of their own where it finds one: in a page that scrolls it finds one after the other.
     * The quantiser is not adapted to each block: that changes nothing that can be measured.
     */
    private static void parameters(
            MemorySegment all,
            int width,
            int height,
            int bitsPerSecond,
            int slices,
            int keyInterval) {
        all.set(JAVA_INT, WIDTH, width);
        all.set(JAVA_INT, HEIGHT, height);
        all.set(JAVA_INT, RATE, bitsPerSecond);
        all.set(JAVA_INT, RATE_MODE, 0);
        all.set(JAVA_FLOAT, FPS, MOST_FPS);
        all.set(JAVA_INT, COMPLEXITY, 0);
        all.set(JAVA_INT, KEY_INTERVAL, keyInterval);
        all.set(JAVA_INT, IDS, 0);
        all.set(JAVA_BYTE, SKIPS, (byte) 0);
        all.set(JAVA_INT, MOST_RATE, bitsPerSecond);
        all.set(JAVA_SHORT, THREADS, (short) slices);
        all.set(JAVA_INT, NO_DEBLOCKING, 1);
        all.set(JAVA_BYTE, ADAPTS, (byte) 0);
        all.set(JAVA_BYTE, SCENES, (byte) 0);
        MemorySegment layer = all.asSlice(LAYER);
        layer.set(JAVA_INT, 0, width);
        layer.set(JAVA_INT, Integer.BYTES, height);
        layer.set(JAVA_FLOAT, LAYER_FPS, MOST_FPS);
        layer.set(JAVA_INT, LAYER_RATE, bitsPerSecond);
        layer.set(JAVA_INT, LAYER_MOST_RATE, bitsPerSecond);
        layer.set(JAVA_INT, SLICE_MODE, FIXED_SLICES);
        layer.set(JAVA_INT, SLICES, slices);
        layer.set(JAVA_BYTE, COLOUR_TOLD, (byte) 1);
        layer.set(JAVA_BYTE, COLOUR_PARTS_TOLD, (byte) 1);
        layer.set(JAVA_BYTE, PRIMARIES, BT709);
        layer.set(JAVA_BYTE, TRANSFER, BT709);
        layer.set(JAVA_BYTE, MATRIX, BT709);
    }

    String version() {
        return library.version();
    }

    /**
     * Encodes one picture; blocks until its {@link #packet} is there.
     *
     * @param planes YUV 4:2:0 of its size without padding, direct memory, position 0
     * @param wantsKey whether it must be a key frame
     */
    void encode(ByteBuffer planes, long millis, boolean wantsKey) throws EncoderException {
        point(planes);
        picture.set(JAVA_LONG, PICTURE_MILLIS, millis);
        try {
            if (wantsKey) {
                require((int) forceKey.invokeExact(encoder, true, AUTOMATIC), "begin a key frame");
            }
            require((int) encode.invokeExact(encoder, picture, result), "encode");
        } catch (EncoderException | RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
        int kind = result.get(JAVA_INT, FIRST_LAYER + (long) MOST_LAYERS * library.layerBytes());
        key = kind == KEY;
        length = 0;
        if (kind != SKIPPED) {
            collect();
        }
    }

    private void point(ByteBuffer planes) {
        MemorySegment pixels = MemorySegment.ofBuffer(planes);
        long luma = (long) width * height;
        picture.set(ADDRESS, PLANES, pixels);
        picture.set(ADDRESS, PLANES + 8, pixels.asSlice(luma));
        picture.set(ADDRESS, PLANES + 16, pixels.asSlice(luma + luma / 4));
    }

    private void require(int refused, String what) throws EncoderException {
        if (refused != 0) {
            throw new EncoderException(
                    Reason.FAILED,
                    "%s did not %s: error %d".formatted(library.version(), what, refused));
        }
    }

    @SuppressWarnings("restricted") // it is memory of C
    private void collect() {
        int layers = Math.clamp(result.get(JAVA_INT, 0), 0, MOST_LAYERS);
        for (int i = 0; i < layers; i++) {
            MemorySegment layer =
                    result.asSlice(
                            FIRST_LAYER + (long) i * library.layerBytes(), library.layerBytes());
            int units = layer.get(JAVA_INT, UNITS);
            MemorySegment lengths =
                    layer.get(ADDRESS, LENGTHS).reinterpret((long) units * Integer.BYTES);
            int bytes = 0;
            for (int unit = 0; unit < units; unit++) {
                bytes += lengths.getAtIndex(JAVA_INT, unit);
            }
            makeRoom(length + bytes);
            MemorySegment.copy(
                    layer.get(ADDRESS, BYTES).reinterpret(bytes), 0, packet, length, bytes);
            length += bytes;
        }
        packet.asSlice(length, PADDING).fill((byte) 0);
    }

    private void makeRoom(int bytes) {
        if (bytes + PADDING > packet.byteSize()) {
            Arena larger = Arena.ofShared();
            MemorySegment room = larger.allocate(2L * bytes + PADDING, 64);
            MemorySegment.copy(packet, 0, room, 0, length);
            packetArena.close();
            packetArena = larger;
            packet = room;
        }
    }

    /** The last picture's access unit, some zeros behind it; valid until the next one. */
    MemorySegment packet() {
        return packet;
    }

    /** Of its access unit, in bytes; 0 where the encoder gave none. */
    int length() {
        return length;
    }

    /** Whether it is a key frame. */
    boolean isKey() {
        return key;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            OpenH264Library.call(uninitialize, encoder);
            library.destroy(encoder);
            packetArena.close();
            arena.close();
        }
    }
}
