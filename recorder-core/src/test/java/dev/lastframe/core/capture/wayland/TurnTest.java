package dev.lastframe.core.capture.wayland;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture of four by two pixels that are numbers, inside memory with more around it. */
final class TurnTest {

    private static final Rect MEMORY = new Rect(1, 2, 4, 2);
    private static final int STRIDE = 4 * 7;

    /** As GStreamer's own {@code videoflip} turns it. */
    @ParameterizedTest
    @CsvSource({
        "rotate-0, 4, 0 1 2 3 4 5 6 7",
        "rotate-90, 2, 4 0 5 1 6 2 7 3",
        "rotate-180, 4, 7 6 5 4 3 2 1 0",
        "rotate-270, 2, 3 7 2 6 1 5 0 4",
        "flip-rotate-0, 4, 3 2 1 0 7 6 5 4",
        "flip-rotate-90, 2, 7 3 6 2 5 1 4 0",
        "flip-rotate-180, 4, 4 5 6 7 0 1 2 3",
        "flip-rotate-270, 2, 0 4 1 5 2 6 3 7",
    })
    void eachIsTurnedAsItSays(String tag, int width, String upright) {
        Turn turn = Turn.of(tag);
        Rect all = turn.turned(MEMORY);
        assertThat(all).isEqualTo(new Rect(0, 0, width, 8 / width));
        FrameFormat format = new FrameFormat(all.width(), all.height(), 4 * 5);
        int[] frame = new int[(int) format.sizeBytes() / 4];
        for (int y = 0; y < all.height(); y++) {
            copy(turn, frame, format, new Rect(0, y, all.width(), 1));
        }
        assertThat(words(frame, format)).isEqualTo(upright);

        int[] atOnce = new int[frame.length];
        copy(turn, atOnce, format, all);
        assertThat(atOnce).isEqualTo(frame);
    }

    @ParameterizedTest
    @CsvSource({
        "rotate-0, 0 1 4 5",
        "rotate-90, 4 0 5 1",
        "rotate-180, 7 6 3 2",
        "rotate-270, 3 7 2 6",
        "flip-rotate-0, 3 2 7 6",
        "flip-rotate-90, 7 3 6 2",
        "flip-rotate-180, 4 5 0 1",
        "flip-rotate-270, 0 4 1 5",
    })
    void aPartIsThatOfTheUprightPicture(String tag, String shown) {
        Turn turn = Turn.of(tag);
        FrameFormat format = FrameFormat.packed(2, 2);
        Rect there = turn.inMemory(format.whole(), MEMORY);
        int[] frame = new int[4];
        turn.copy(
                PixelOrder.BLUE_FIRST,
                memory(),
                (long) there.y() * STRIDE + 4L * there.x(),
                STRIDE,
                MemorySegment.ofArray(frame),
                format,
                format.whole());
        assertThat(words(frame, format)).isEqualTo(shown);
    }

    @Test
    void whatIsUnknownStaysAsItIs() {
        assertThat(Turn.of(null)).isEqualTo(Turn.NONE);
        assertThat(Turn.of("sideways")).isEqualTo(Turn.NONE);
    }

    @Test
    void redAndBlueChangePlacesWhileItIsTurned() {
        int[] from = {0x5a010203, 0x5a040506, 0x5a070809, 0x5a0a0b0c};
        int[] to = new int[4];
        FrameFormat format = FrameFormat.packed(2, 2);
        Turn.CLOCKWISE.copy(
                PixelOrder.RED_FIRST,
                MemorySegment.ofArray(from),
                0,
                8,
                MemorySegment.ofArray(to),
                format,
                format.whole());
        assertThat(to).containsExactly(0x090807, 0x030201, 0x0c0b0a, 0x060504);
    }

    private static void copy(Turn turn, int[] frame, FrameFormat format, Rect rows) {
        turn.copy(
                PixelOrder.BLUE_FIRST,
                memory(),
                (long) MEMORY.y() * STRIDE + 4L * MEMORY.x(),
                STRIDE,
                MemorySegment.ofArray(frame),
                format,
                rows);
    }

    private static MemorySegment memory() {
        MemorySegment memory = MemorySegment.ofArray(new int[STRIDE / 4 * 5]);
        memory.fill((byte) 99);
        for (int i = 0; i < 8; i++) {
            long at =
                    (long) (MEMORY.y() + i / MEMORY.width()) * STRIDE / 4
                            + MEMORY.x()
                            + i % MEMORY.width();
            memory.setAtIndex(JAVA_INT, at, i);
        }
        return memory;
    }

    private static String words(int[] frame, FrameFormat format) {
        StringBuilder text = new StringBuilder();
        int row = format.strideBytes() / 4;
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < format.width(); x++) {
                text.append(' ').append(frame[y * row + x]);
            }
        }
        return text.substring(1);
    }
}
