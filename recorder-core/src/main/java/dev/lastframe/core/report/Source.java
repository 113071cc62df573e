package dev.lastframe.core.report;

import dev.lastframe.core.storage.RecordingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recording that a report is about.
 *
 * @param state what has become of it
 * @param name its name without an ending
 * @param folder where it is
 * @param events its events; empty where there are none
 * @param videos its files that are there, in order; never empty
 * @param story what its events tell
 * @param endMicros where the last of these files ends, as far as the events know; 0 where they do
 *     not
 */
record Source(
        State state,
        String name,
        Path folder,
        Optional<Path> events,
        List<Path> videos,
        RecordingStory story,
        long endMicros) {

    static final String MP4 = ".mp4";

    private static final Pattern LATER_PART = Pattern.compile("(.+) part \\d+");

    Source {
        videos = List.copyOf(videos);
    }

    /** What can have become of a recording. */
    enum State {
        RUNNING,
        FINISHED,
        /** Recovery published it. */
        RECOVERED,
        /** A crash left it, and it was not recovered yet. */
        UNFINISHED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Looks at a recording.
     *
     * @param file one of its files, whatever it is called by now
     * @param running whether it is being made
     * @throws IOException when it is not there, or its events cannot be read
     */
    static Source of(Path file, boolean running) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(file + " is no recording");
        }
        String own = stem(String.valueOf(absolute.getFileName()));
        String name = own;
        Path events = folder.resolve(own + RecordingFiles.EVENTS);
        Matcher later = LATER_PART.matcher(own);
        if (!Files.exists(events) && later.matches()) {
            Path first = folder.resolve(later.group(1) + RecordingFiles.EVENTS);
            if (Files.exists(first)) {
                events = first;
                name = later.group(1);
            }
        }
        boolean told = Files.isRegularFile(events);
        RecordingStory story = told ? RecordingStory.read(events) : RecordingStory.none();
        List<Path> videos = new ArrayList<>();
        current(folder.resolve(name + RecordingFiles.PUBLISHED)).ifPresent(videos::add);
        long end = story.lastMicros();
        boolean whole = name.equals(own);
        boolean over = false;
        for (RecordingStory.Part part : story.parts()) {
            if (over) {
                end = part.micros();
                break;
            }
            Path published = published(folder, part.file());
            current(published).ifPresent(videos::add);
            over = !whole && stem(String.valueOf(published.getFileName())).equals(own);
        }
        if (videos.isEmpty()) {
            throw new IOException("there is no " + file);
        }
        return new Source(
                state(videos.getLast(), story, running),
                name,
                folder,
                told ? Optional.of(events) : Optional.empty(),
                videos,
                story,
                end);
    }

    private static State state(Path last, RecordingStory story, boolean running) {
        if (running) {
            return State.RUNNING;
        }
        if (RecordingFiles.isRecording(String.valueOf(last.getFileName()))) {
            return State.UNFINISHED;
        }
        return story.recovered().isPresent() ? State.RECOVERED : State.FINISHED;
    }

    /** A part in another folder is told with its whole path. */
    private static Path published(Path folder, String file) throws IOException {
        try {
            return folder.resolve(file);
        } catch (InvalidPathException odd) {
            throw new IOException("a part has no name: " + file, odd);
        }
    }

    /** A file under the name that it has now: it may be growing, or be kept as MP4 only. */
    private static Optional<Path> current(Path published) {
        String name = stem(String.valueOf(published.getFileName()));
        for (String ending : List.of(RecordingFiles.RECORDING, RecordingFiles.PUBLISHED, MP4)) {
            Path candidate = published.resolveSibling(name + ending);
            if (Files.isRegularFile(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** A file's name without the ending that a recording has. */
    static String stem(String file) {
        for (String ending :
                List.of(
                        RecordingFiles.RECORDING,
                        RecordingFiles.EVENTS,
                        RecordingFiles.PUBLISHED,
                        MP4)) {
            if (file.endsWith(ending) && file.length() > ending.length()) {
                return file.substring(0, file.length() - ending.length());
            }
        }
        return file;
    }
}
