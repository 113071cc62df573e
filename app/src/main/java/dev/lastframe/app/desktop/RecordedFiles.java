package dev.lastframe.app.desktop;

import dev.lastframe.core.storage.RecordingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files are one recording. Callable from any thread; blocks on the disk. */
public final class RecordedFiles {

    private RecordedFiles() {}

    /**
     * The recording's parts, their MP4s, their microphones' own tracks, their notes and what was
     * cut off them, by name; what is still being recorded, and reports made of it, are left out.
     *
     * @param recording its first part, a {@code .ts} or the {@code .mp4} that took its place
     */
    public static List<Path> of(Path recording) throws IOException {
        String file = String.valueOf(recording.getFileName());
        int dot = file.lastIndexOf('.');
        String name = dot > 0 ? file.substring(0, dot) : file;
        String endings =
                Stream.of(
                                RecordingFiles.PUBLISHED,
                                RecordingFiles.MP4,
                                RecordingFiles.EVENTS,
                                RecordingFiles.CUT)
                        .map(Pattern::quote)
                        .reduce((one, other) -> one + "|" + other)
                        .orElseThrow();
        Pattern own = Pattern.compile(Pattern.quote(name) + "( part \\d{1,6})?(" + endings + ")");
        Path folder = recording.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> found =
                    all.filter(each -> own.matcher(String.valueOf(each.getFileName())).matches())
                            .toList();
            return Stream.concat(
                            found.stream(),
                            found.stream()
                                    .map(RecordedFiles::track)
                                    .flatMap(Optional::stream)
                                    .flatMap(RecordedFiles::withCut))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** The microphone's own beside a video, whichever of the recording's videos is left. */
    private static Optional<Path> track(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(RecordingFiles.PUBLISHED)) {
            return RecordingFiles.finishedMicrophone(file);
        }
        if (!name.endsWith(RecordingFiles.MP4)) {
            return Optional.empty();
        }
        String own = name.substring(0, name.length() - RecordingFiles.MP4.length());
        return RecordingFiles.finishedMicrophone(
                file.resolveSibling(own + RecordingFiles.PUBLISHED));
    }

    /** What recovery cut off a track goes with it. */
    private static Stream<Path> withCut(Path track) {
        String name = String.valueOf(track.getFileName());
        String own = name.substring(0, name.length() - RecordingFiles.PUBLISHED.length());
        return Stream.of(track, track.resolveSibling(own + RecordingFiles.CUT))
                .filter(Files::isRegularFile);
    }
}
