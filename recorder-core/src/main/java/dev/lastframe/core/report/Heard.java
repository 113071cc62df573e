package dev.lastframe.core.report;

import dev.lastframe.core.export.Sounds;
import dev.lastframe.core.sound.SoundKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is heard in a recording, line by line: each can be left out of a report by its name, like an
 * entry of the zip. A value.
 *
 * @param lines in the order in which they are shown
 */
record Heard(List<Line> lines) {

    /** Of a recording whose microphone was mixed in, or may have been. */
    static final String MIXED = "sound";

    /** What the computer played, and nothing else. */
    static final String SYSTEM = "system-sound";

    /** The microphone, in a track of its own. */
    static final String MICROPHONE = "microphone";

    static final Heard NOTHING = new Heard(List.of());

    /**
     * One of them.
     *
     * @param offered whether it is in the report unless somebody says otherwise: what a person said
     *     is not
     */
    record Line(String name, boolean offered) {}

    Heard {
        lines = List.copyOf(lines);
    }

    /**
     * Of a recording.
     *
     * @param there which tracks its files have
     * @param story what its events tell; where they tell nothing of sound, a person may be heard
     */
    static Heard of(Sounds there, RecordingStory story) {
        List<Line> lines = new ArrayList<>();
        if (there.mixed()) {
            String sources = story.header().path("sound").asText("");
            boolean apart = story.header().path("microphoneTrack").asBoolean();
            boolean systemAlone =
                    sources.contains(SoundKind.SYSTEM.id())
                            && (apart || !sources.contains(SoundKind.MICROPHONE.id()));
            lines.add(systemAlone ? new Line(SYSTEM, true) : new Line(MIXED, false));
        }
        if (there.microphone()) {
            lines.add(new Line(MICROPHONE, false));
        }
        return new Heard(lines);
    }

    /** What is to be left out, by name. */
    Set<String> without(SoundWish wish) {
        return lines.stream()
                .filter(line ->
                        switch (wish) {
                            case NONE -> true;
                            case NO_MICROPHONE -> !line.offered();
                            case ALL -> false;
                        })
                .map(Line::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is heard where these are left out, by name. */
    List<String> names(Set<String> leftOut) {
        return lines.stream().map(Line::name).filter(name -> !leftOut.contains(name)).toList();
    }

    /** The tracks that go along where these are left out. */
    static Sounds sounds(Set<String> leftOut) {
        return new Sounds(
                !leftOut.contains(MIXED) && !leftOut.contains(SYSTEM),
                !leftOut.contains(MICROPHONE));
    }
}
