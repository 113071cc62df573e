package dev.lastframe.app.bugreport;

import dev.lastframe.core.report.DraftTimeline;
import dev.lastframe.core.report.ReportDraft;
import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.storage.RecordingFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says what a draft is of. Blocks on the disk. */
final class Overviews {

    private static final List<String> ENDINGS =
            List.of(RecordingFiles.RECORDING, RecordingFiles.PUBLISHED, ".mp4");

    private Overviews() {}

    static Draft.Overview of(ReportDraft draft, Optional<Path> recording)
            throws ReportException, InterruptedException {
        Optional<DraftTimeline> timeline = draft.timeline();
        Span stretch = new Span(draft.fromMicros(), draft.untilMicros());
        return timeline.map(known ->
                        new Draft.Overview(
                                key(draft.recording()),
                                recording.map(Overviews::name).orElse(""),
                                known.endMicros(),
                                stretch,
                                known.triggerMicros(),
                                moments(known)))
                .orElseGet(() ->
                        new Draft.Overview(Draft.Overview.SCREEN, "", 0, stretch, 0, List.of()));
    }

    /** The same for all files of a recording, under each name that they have in their time. */
    static String key(Optional<Path> recording) {
        return recording
                .map(file -> file.resolveSibling(name(file)).toString())
                .orElse(Draft.Overview.RUNNING);
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        for (String ending : ENDINGS) {
            if (name.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    private static List<Moment> moments(DraftTimeline known) {
        List<Moment> all = new ArrayList<>();
        known.marks().forEach(mark -> all.add(at(Moment.Kind.MARK, mark.micros(), mark.text())));
        known.events()
                .forEach(event -> all.add(at(Moment.Kind.EVENT, event.micros(), event.words())));
        known.missed()
                .forEach(miss ->
                        all.add(
                                new Moment(
                                        Moment.Kind.MISSED,
                                        new Span(
                                                Math.max(0, miss.fromMicros()),
                                                Math.max(miss.fromMicros(), miss.untilMicros())),
                                        miss.count(),
                                        miss.reason())));
        known.changes()
                .forEach(change ->
                        all.add(
                                new Moment(
                                        Moment.Kind.CHANGE,
                                        new Span(
                                                Math.max(0, change.fromMicros()),
                                                Math.max(
                                                        change.fromMicros(), change.untilMicros())),
                                        change.count(),
                                        "")));
        all.sort(Comparator.comparingLong(moment -> moment.span().fromMicros()));
        return all;
    }

    private static Moment at(Moment.Kind kind, long micros, String text) {
        long at = Math.max(0, micros);
        return new Moment(kind, new Span(at, at), 1, text);
    }
}
