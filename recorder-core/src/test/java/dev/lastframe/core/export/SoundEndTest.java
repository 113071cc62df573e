package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.storage.RecordedBytes;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.SampleSound;
import dev.lastframe.core.transport.ProgramTables;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where sound ends, as FFmpeg's own reader has it. */
final class SoundEndTest {

    /** More than is read at once. */
    private static final int MANY = 10_000;

    private static byte[] recorded;

    @TempDir private Path folder;

    @BeforeAll
    static void record() {
        recorded = SampleSound.withPictures(1, 440, 2.5);
    }

    @Test
    void isThatOfItsLastPacket() throws Exception {
        Path file = Files.write(folder.resolve("sound.ts"), recorded);

        assertThat(end(file, recorded.length)).hasValue(told(file));
    }

    @Test
    void isFoundHoweverMuchComesBehindIt() throws Exception {
        Path file = folder.resolve("sound.ts");
        Files.write(file, recorded);
        byte[] all = Arrays.copyOf(recorded, recorded.length + MANY * TransportPacket.SIZE);
        System.arraycopy(
                TransportPacket.nulls(MANY), 0, all, recorded.length, MANY * TransportPacket.SIZE);
        long wanted = told(file);

        assertThat(end(Files.write(file, all), all.length)).hasValue(wanted);
    }

    @Test
    void whatDoesNotCountIsNotLookedAt() throws Exception {
        Path file = Files.write(folder.resolve("sound.ts"), recorded);
        int half = recorded.length / 2 / TransportPacket.SIZE * TransportPacket.SIZE;
        Path first = Files.write(folder.resolve("half.ts"), Arrays.copyOf(recorded, half));

        assertThat(end(file, half)).hasValue(told(first)).isNotEqualTo(end(file, recorded.length));
    }

    @Test
    void isEmptyWhereThereIsNone() throws Exception {
        byte[] silent = TransportPacket.nulls(MANY);
        Path file = Files.write(folder.resolve("silent.ts"), silent);

        try (RecordedBytes bytes = RecordedBytes.open(file)) {
            assertThat(SoundEnd.of(bytes, silent.length, 0x101)).isEmpty();
        }
    }

    private static OptionalLong end(Path file, long size) throws IOException, InterruptedException {
        try (RecordedBytes bytes = RecordedBytes.open(file)) {
            ProgramTables tables = StreamUnits.tables(bytes);
            return SoundEnd.of(bytes, size, tables.soundPid());
        }
    }

    /** By ffprobe: the last packet's time and what it lasts. */
    private static long told(Path file) {
        String packets =
                Ffmpeg.probed(
                        List.of(
                                "-select_streams",
                                "a:0",
                                "-show_entries",
                                "packet=pts,duration",
                                "-of",
                                "csv=p=0",
                                file.toString()));
        String last =
                packets.lines()
                        .filter(line -> !line.isBlank())
                        .reduce((before, line) -> line)
                        .orElseThrow();
        String[] fields = last.split(",", -1);
        return Long.parseLong(fields[0]) + Long.parseLong(fields[1]);
    }
}
