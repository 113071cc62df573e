package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.PixelMemory;
import dev.lastframe.core.testing.EncodedPictures;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory of frames, before the encoder reads them. */
@Timeout(60)
final class ProvidedFramesTest {

    private static final FrameFormat FORMAT = FrameFormat.packed(320, 180);

    private final AtomicInteger provided = new AtomicInteger();

    @Test
    void theMemoryOfEachWholeFrameIsProvided() {
        EncodedPictures.of(
                this::counted, FORMAT, List.of(0L, 33_000L), (pixels, index) -> {}, false);

        assertThat(provided).hasValue(2);
    }

    private PixelMemory counted(long bytes) {
        PixelMemory real = FrameMemory.offHeap().allocate(bytes);
        return new PixelMemory() {
            @Override
            public MemorySegment segment() {
                return real.segment();
            }

            @Override
            public void provide() {
                provided.incrementAndGet();
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }
}
