package dev.lastframe.app.desktop;

import dev.lastframe.core.storage.RecordingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
                            found.stream(), found.stream().flatMap(RecordedFiles::ofMicrophone))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** The microphone's own track beside a video, and what recovery cut off it. */
    private static Stream<Path> ofMicrophone(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean mp4 = name.endsWith(RecordingFiles.MP4);
        if (!mp4 && !name.endsWith(RecordingFiles.PUBLISHED)) {
            return Stream.empty();
        }
        String own = name.substring(0, name.lastIndexOf('.'));
        Path video = file.resolveSibling(own + RecordingFiles.PUBLISHED);
        Optional<Path> track = RecordingFiles.finishedMicrophone(video);
        String tracks = String.valueOf(RecordingFiles.microphoneOf(video).getFileName());
        String its = tracks.substring(0, tracks.length() - RecordingFiles.PUBLISHED.length());
        boolean anothers =
                track.isEmpty()
                        && Stream.of(
                                        RecordingFiles.PUBLISHED,
                                        RecordingFiles.MP4,
                                        RecordingFiles.EVENTS)
                                .anyMatch(ending ->
                                        Files.exists(
                                                file.resolveSibling(its + ending),
                                                LinkOption.NOFOLLOW_LINKS));
        // It stays where the track is in the MP4 and gone; a recording may have such a name.
        Path cut = file.resolveSibling(its + RecordingFiles.CUT);
        return Stream.concat(
                track.stream(),
                Stream.of(cut).filter(each -> !anothers && Files.isRegularFile(each)));
    }
}
