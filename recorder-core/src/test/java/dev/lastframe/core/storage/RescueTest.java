package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RescueTest {

    private static final int PACKET = 188;
    private static final int UNIT_PACKETS = 3;
    private static final int UNIT = UNIT_PACKETS * PACKET;
    private static final long RESERVE = 1000;
    private static final int PICTURE = 0xE0;
    private static final int SOUND = 0xC0;

    @TempDir private Path folder;
    private final FailingDisk video = new FailingDisk();
    private final FailingDisk events = new FailingDisk();
    private RecordingFiles target;

    @BeforeEach
    void setUp() throws Exception {
        target = RecordingFiles.reserve(folder, "clip", true);
    }

    @AfterEach
    void tearDown() throws IOException {
        target.close();
    }

    @Test
    void whereThereIsRoomAllIsCopied() throws Exception {
        byte[] all = pictures(10);
        video.write(ByteBuffer.wrap(all));
        events.write(text("{}\n{}\n"));

        Rescued rescued = rescue(RESERVE + all.length);

        assertThat(rescued.complete()).isTrue();
        assertThat(rescued.bytes()).isEqualTo(all.length);
        assertThat(rescued.pictures()).isEqualTo(10);
        assertThat(rescued.problem()).isEmpty();
        assertThat(target.recording()).hasBinaryContent(all);
        assertThat(target.events()).hasContent("{}\n{}\n");
    }

    @Test
    void whereTheRoomEndsTheWholePicturesUntilThenAreKept() throws Exception {
        byte[] all = pictures(10);
        video.write(ByteBuffer.wrap(all));

        Rescued rescued = rescue(RESERVE + 4 * UNIT + PACKET + 7);

        assertThat(rescued.complete()).isFalse();
        assertThat(rescued.pictures()).isEqualTo(4);
        assertThat(rescued.bytes()).isEqualTo(4 * UNIT);
        assertThat(rescued.problem().orElseThrow().reason()).isEqualTo(Reason.DISK_FULL);
        assertThat(target.recording()).hasBinaryContent(Arrays.copyOf(all, 4 * UNIT));
    }

    /** On a screen that stands still much of it may come behind one picture. */
    @Test
    void wholeSoundBehindTheLastWholePictureIsKeptToo() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(units(2, UNIT_PACKETS, PICTURE));
        all.writeBytes(units(10, 2, SOUND));
        video.write(ByteBuffer.wrap(all.toByteArray()));
        int whole = 2 * UNIT + 5 * 2 * PACKET;

        Rescued rescued = rescue(RESERVE + whole + PACKET + 7);

        assertThat(rescued.pictures()).isEqualTo(2);
        assertThat(rescued.bytes()).isEqualTo(whole);
        assertThat(target.recording()).hasBinaryContent(Arrays.copyOf(all.toByteArray(), whole));
    }

    @Test
    void ofAMicrophonesOwnTrackWholePiecesAreKept() throws Exception {
        byte[] all = units(10, 2, SOUND);
        video.write(ByteBuffer.wrap(all));

        Rescued rescued = rescue(RESERVE + 4 * 2 * PACKET + PACKET + 7);

        assertThat(rescued.complete()).isFalse();
        assertThat(rescued.bytes()).isEqualTo(4 * 2 * PACKET);
        assertThat(target.recording()).hasBinaryContent(Arrays.copyOf(all, 4 * 2 * PACKET));
    }

    @Test
    void largePicturesAreFollowedFromOneReadToTheNext() throws Exception {
        int packets = 2500;
        byte[] all = pictures(5, packets);
        video.write(ByteBuffer.wrap(all));
        long fits = 3L * packets * PACKET + 100_000;
        long[] used = {0};
        Rescue rescue =
                new Rescue(
                        target,
                        RESERVE,
                        file -> {
                            used[0] = Files.size(file);
                            return RESERVE + fits - used[0];
                        });

        rescue.run(video, null);

        Rescued rescued = rescue.done().get();
        assertThat(rescued.pictures()).isEqualTo(3);
        assertThat(rescued.bytes()).isEqualTo(3L * packets * PACKET);
        assertThat(target.recording()).hasBinaryContent(Arrays.copyOf(all, 3 * packets * PACKET));
        assertThat(used[0]).as("the reserve is left").isLessThanOrEqualTo(fits);
    }

    @Test
    void aDiskThatEndsInTheMiddleOfReadingLeavesWhatWasRead() throws Exception {
        byte[] all = pictures(10);
        video.write(ByteBuffer.wrap(all));
        video.readableTo(6 * UNIT + PACKET + 1);
        Rescue rescue = new Rescue(target, RESERVE, file -> Long.MAX_VALUE);

        rescue.run(video, null);

        Rescued rescued = rescue.done().get();
        assertThat(rescued.pictures()).isEqualTo(6);
        assertThat(rescued.problem().orElseThrow().reason()).isEqualTo(Reason.IO_ERROR);
        assertThat(target.recording()).hasBinaryContent(Arrays.copyOf(all, 6 * UNIT));
    }

    @Test
    void withoutRoomForAWholePictureThereIsNoCopy() throws Exception {
        video.write(ByteBuffer.wrap(pictures(10)));
        events.write(text("{}\n"));

        Rescued rescued = rescue(RESERVE + UNIT - 1);

        assertThat(rescued.bytes()).isZero();
        assertThat(rescued.pictures()).isZero();
        assertThat(target.recording()).isEmptyFile();
        assertThat(target.events()).doesNotExist();
    }

    /** Nor of what comes in front of the first one. */
    @Test
    void tablesAloneAreNoCopyEither() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] tables = units(1, 2, PICTURE);
        tables[1] = 0x01;
        all.writeBytes(tables);
        all.writeBytes(pictures(10));
        video.write(ByteBuffer.wrap(all.toByteArray()));

        Rescued rescued = rescue(RESERVE + tables.length + UNIT - 1);

        assertThat(rescued.bytes()).isZero();
        assertThat(target.recording()).isEmptyFile();
    }

    @Test
    void theRealDiskIsAskedForItsRoom() throws Exception {
        video.write(ByteBuffer.wrap(pictures(10)));
        Rescue rescue = new Rescue(target, Long.MAX_VALUE / 2, Rescue.Room.REAL);

        rescue.run(video, null);

        assertThat(rescue.done().get().bytes()).isZero();
    }

    @Test
    void eventsEndWithAWholeLineWhereTheRoomEnds() throws Exception {
        byte[] all = pictures(2);
        video.write(ByteBuffer.wrap(all));
        events.write(text("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n"));
        Rescue rescue =
                new Rescue(
                        target,
                        RESERVE,
                        file -> file.equals(target.events()) ? RESERVE + 20 : Long.MAX_VALUE);

        rescue.run(video, events);

        assertThat(rescue.done().get().complete()).isTrue();
        assertThat(target.events()).hasContent("{\"n\":1}\n{\"n\":2}\n");
    }

    @Test
    void whatCannotBeCreatedIsSaid() throws Exception {
        Files.createDirectory(target.recording());
        Rescue rescue = new Rescue(target, RESERVE, Rescue.Room.REAL);

        rescue.run(video, null);

        assertThatThrownBy(rescue.done()::get).hasCauseInstanceOf(StorageException.class);
    }

    private Rescued rescue(long room) throws Exception {
        Rescue rescue =
                new Rescue(
                        target,
                        RESERVE,
                        file -> file.equals(target.recording()) ? room : Long.MAX_VALUE);
        rescue.run(video, events);
        return rescue.done().get();
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] pictures(int count) {
        return pictures(count, UNIT_PACKETS);
    }

    /** Pictures as a muxer writes them: the first packet of each begins with its header. */
    private static byte[] pictures(int count, int packets) {
        return units(count, packets, PICTURE);
    }

    private static byte[] units(int count, int packets, int stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count * packets; i++) {
            boolean begins = i % packets == 0;
            byte[] packet = new byte[PACKET];
            Arrays.fill(packet, (byte) (i / packets + 1));
            packet[0] = 0x47;
            packet[1] = (byte) (begins ? 0x41 : 0x01);
            packet[3] = (byte) (begins ? 0x30 : 0x10);
            if (begins) {
                byte[] header = {7, 0x50, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) stream};
                System.arraycopy(header, 0, packet, 4, header.length);
            }
            all.writeBytes(packet);
        }
        return all.toByteArray();
    }
}
