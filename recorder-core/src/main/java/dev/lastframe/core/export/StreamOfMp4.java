package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.storage.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A recording of which only the MP4 was kept, as the transport stream that everything else reads.
 * Owned by whoever made it; closing removes it. Callable from any thread; making it blocks.
 */
public final class StreamOfMp4 implements AutoCloseable {

    private final NewFile file;

    private StreamOfMp4(NewFile file) {
        this.file = file;
    }

    /** Whether a file of this name is one. */
    public static boolean isOne(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".mp4");
    }

    /**
     * Makes it, beside the file that is to be made of it: as large as the MP4.
     *
     * @throws ExportException {@code UNREADABLE} when the MP4 is not there or holds no video;
     *     {@code DISK_FULL}, {@code FAILED}
     * @throws InterruptedException when the thread was interrupted; nothing is left then
     */
    public static StreamOfMp4 make(Path mp4, Path target)
            throws ExportException, InterruptedException {
        if (!Files.isReadable(mp4)) {
            throw RecordedPart.unreadable(mp4, new IOException("not readable"));
        }
        StretchVideo.refuse(target);
        NewFile file = Mp4Work.newFile(target);
        boolean good = false;
        try {
            Mp4Work work = new Mp4Work(FfmpegProgram.find(), target, Map.of());
            List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-nostats"));
            words.addAll(List.of("-f", "mp4", "-i", "file:" + mp4.toAbsolutePath()));
            words.addAll(List.of("-map", "0:v:0", "-map", "0:a?", "-c", "copy"));
            words.addAll(List.of("-muxdelay", "0", "-muxpreload", "0", "-f", "mpegts"));
            words.addAll(List.of("-y", "file:" + file.path()));
            ProgramRun run = work.program().run(words, none -> {}, Mp4Work.LIMIT);
            if (!run.succeeded() && run.errors().contains("Invalid data")) {
                throw new ExportException(
                        Kind.UNREADABLE,
                        mp4
                                + " is not a recording with a picture: choose one that Lastframe made.");
            }
            work.require(run, file);
            good = true;
            return new StreamOfMp4(file);
        } catch (IOException failed) {
            throw StretchVideo.noProgram(target, failed);
        } finally {
            if (!good) {
                file.close();
            }
        }
    }

    /** Where it is. */
    public Path path() {
        return file.path();
    }

    @Override
    public void close() {
        file.close();
    }
}
