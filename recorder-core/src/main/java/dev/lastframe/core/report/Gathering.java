package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.report.ReportException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what a report is to hold. Used by one thread; blocks. */
final class Gathering {

    private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

    /** Without a recording the log's last minutes are taken. */
    private static final Duration LOG_WITHOUT_RECORDING = Duration.ofMinutes(15);

    /** What was logged shortly before and after a stretch belongs to it. */
    private static final Duration AROUND = Duration.ofSeconds(1);

    private final ReportEnvironment environment;
    private final Finder finder;
    private final Contents contents;

    Gathering(ReportEnvironment environment, Finder finder, Contents contents) {
        this.environment = environment;
        this.finder = finder;
        this.contents = contents;
    }

    /** Of a stretch at the end of a recording. */
    void recording(Source source, ReportOrder order, Instant trigger, Progress progress)
            throws IOException, ReportException, ExportException, InterruptedException {
        Films films = new Films(finder, contents.scratch(), source);
        Stretch stretch = stretch(source, films, order.last(), trigger);
        RecordingStory story = source.story();
        Numbers numbers =
                Numbers.of(
                        source.state() == Source.State.RUNNING
                                ? environment.programs().status(source.videos().getLast())
                                : Optional.empty(),
                        story.ledger());
        StretchEvents events =
                source.events().isPresent()
                        ? StretchEvents.read(source.events().get(), stretch, contents::redacted)
                        : StretchEvents.none();
        List<Stutter> stutters = WhoStuttered.in(stretch, story.fps(), events.told());
        contents.events(events.jsonl());
        contents.appLog(events.log());
        contents.session(
                new SessionJson(environment.version(), trigger)
                        .recording(source, numbers)
                        .stretch(stretch, events, stutters)
                        .fault(environment.fault()));
        contents.picture(picture(films, stretch));
        String ofStretch =
                Numbers.sentence(
                        SessionJson.delta(events, "missed"), SessionJson.delta(events, "ticks"));
        boolean told = numbers.from() != Numbers.From.NOWHERE;
        contents.sentences(numbers.sentence(), told ? ofStretch : "");
        contents.description(
                order.description()
                        .markdown(
                                application(events),
                                stretch,
                                Steps.of(stretch, events.told(), events.focusBefore()),
                                stutters,
                                sentences(source, numbers, stretch, ofStretch, stutters)));
        computer(
                story.wallAt(stretch.fromMicros()).map(at -> at.minus(AROUND)),
                story.wallAt(stretch.untilMicros()).map(at -> at.plus(AROUND)));
        String comment = numbers.sentence();
        contents.video((target, fit, heard) -> films.make(stretch, fit, comment, target, heard));
        progress.at(0.05);
    }

    private Stretch stretch(Source source, Films films, Duration last, Instant trigger)
            throws ReportException, ExportException, InterruptedException {
        long told =
                source.state() == Source.State.RUNNING
                        ? source.story().microsAt(trigger)
                        : source.endMicros();
        Stretch stretch = Stretch.last(last, films.endMicros(told));
        if (stretch.untilMicros() == stretch.fromMicros()) {
            throw new ReportException(
                    Kind.NOTHING_CAPTURED,
                    "The recording has no picture yet: ask again in a second.");
        }
        return stretch;
    }

    /** A report without its picture is better than none. */
    private Picture picture(Films films, Stretch stretch) throws InterruptedException {
        Path png = contents.scratch().file(Entry.PICTURE);
        try {
            films.picture(stretch, png);
            return Picture.ofStretch(png);
        } catch (ExportException failed) {
            LOG.warn("there is no picture of the stretch", failed);
            return Picture.none(String.valueOf(failed.getMessage()));
        }
    }

    private static String application(StretchEvents events) {
        return events.told().stream()
                .filter(line -> line.is("focus"))
                .map(line -> line.text("application"))
                .reduce((first, second) -> second)
                .orElse(events.focusBefore());
    }

    private List<String> sentences(
            Source source,
            Numbers numbers,
            Stretch stretch,
            String ofStretch,
            List<Stutter> stutters) {
        List<String> sentences = new ArrayList<>();
        if (numbers.from() == Numbers.From.NOWHERE) {
            sentences.add("The recording has no events beside it: nothing was counted.");
        } else {
            sentences.add("Whole recording: " + numbers.sentence() + ".");
            sentences.add(
                    "These "
                            + Times.seconds(stretch.untilMicros() - stretch.fromMicros())
                            + ": "
                            + ofStretch
                            + ".");
            if (stutters.isEmpty()) {
                sentences.add("Nobody stuttered.");
            }
        }
        switch (source.state()) {
            case RECOVERED ->
                    sentences.add("Lastframe crashed or was killed; the recording was recovered.");
            case UNFINISHED ->
                    sentences.add("Lastframe crashed or was killed while it recorded this.");
            case RUNNING, FINISHED -> {
                // Nothing to explain.
            }
        }
        environment
                .fault()
                .ifPresent(fault ->
                        sentences.add(
                                "Lastframe had a fault of its own: "
                                        + fault.path("code").asText()
                                        + "."));
        sentences.add("Lastframe " + environment.version() + "; all numbers are in session.json.");
        return sentences;
    }

    /** Where nothing is or was recorded just now. */
    void nothingRecorded(ReportOrder order, Instant trigger) throws InterruptedException {
        Path png = contents.scratch().file(Entry.PICTURE);
        Picture picture;
        try {
            environment.screen().photograph(png);
            picture = Picture.ofScreen(png);
        } catch (IOException none) {
            LOG.info("there is no picture of the screen: {}", none.toString());
            picture = Picture.none(String.valueOf(none.getMessage()));
        }
        contents.picture(picture);
        contents.session(
                new SessionJson(environment.version(), trigger).fault(environment.fault()));
        contents.sentences("nothing was recorded", "");
        contents.description(
                order.description()
                        .markdown(
                                "",
                                new Stretch(0, 0),
                                List.of(),
                                List.of(),
                                List.of(
                                        "Nothing was recorded.",
                                        "Lastframe " + environment.version() + ".")));
        computer(Optional.of(trigger.minus(LOG_WITHOUT_RECORDING)), Optional.empty());
    }

    private void computer(Optional<Instant> from, Optional<Instant> until) {
        contents.log(OwnLog.read(environment.ownLog(), from, until, environment.zone()));
        contents.system(SystemFacts.read(environment.variables(), environment.version()));
    }
}
