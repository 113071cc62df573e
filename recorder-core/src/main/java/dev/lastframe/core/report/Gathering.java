package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.core.export.ExportException;
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
    private final Instant trigger;
    private final Contents contents;

    Gathering(ReportEnvironment environment, Instant trigger, Contents contents) {
        this.environment = environment;
        this.trigger = trigger;
        this.contents = contents;
    }

    /**
     * Of a stretch of a recording.
     *
     * @param png where its picture goes; does not exist
     */
    void recording(Subject subject, Stretch stretch, ObjectNode system, Path png)
            throws IOException, InterruptedException {
        Source source = subject.source();
        Numbers numbers = subject.numbers();
        RecordingStory story = source.story();
        contents.heard(subject.heard());
        contents.redactions().begin(Entry.EVENTS);
        StretchEvents events =
                source.events().isPresent()
                        ? StretchEvents.read(
                                source.events().get(), stretch, contents.redactions()::event)
                        : StretchEvents.none();
        contents.events(events);
        List<EventLine> asked =
                Asked.in(events.told(), environment.ownKeys(), events.focusBefore());
        List<Stutter> stutters = WhoStuttered.in(stretch, story.fps(), events.told(), asked);
        Optional<ObjectNode> fault =
                FaultOfThen.in(environment.fault(), source, trigger, LOG_WITHOUT_RECORDING);
        contents.session(
                new SessionJson(environment.version(), trigger)
                        .recording(source, numbers)
                        .stretch(stretch, subject.triggerMicros(), events, stutters)
                        .fault(fault));
        contents.picture(picture(subject.films(), stretch, png));
        String ofStretch =
                Numbers.sentence(
                        SessionJson.delta(events, "missed"), SessionJson.delta(events, "ticks"));
        boolean told = numbers.from() != Numbers.From.NOWHERE;
        contents.sentences(numbers.sentence(), told ? ofStretch : "");
        contents.drafted(
                new Drafted(
                        application(events),
                        stretch,
                        Steps.of(
                                stretch,
                                events.told(),
                                environment.ownKeys(),
                                events.focusBefore()),
                        stutters,
                        Restless.in(stretch, events),
                        LogHints.in(stretch, events.told(), asked).stream()
                                // counted where the lines are
                                .map(contents.redactions()::aside)
                                .toList(),
                        sentences(source, numbers, stretch, ofStretch, events, stutters, fault)));
        computer(
                system,
                story.wallAt(stretch.fromMicros()).map(at -> at.minus(AROUND)),
                story.wallAt(stretch.untilMicros()).map(at -> at.plus(AROUND)));
    }

    /** A report without its picture is better than none. */
    private static Picture picture(Films films, Stretch stretch, Path png)
            throws InterruptedException {
        try {
            films.picture(stretch, List.of(), png);
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
                .filter(name -> !name.equals(Steps.OWN))
                .reduce((first, second) -> second)
                .or(() -> Optional.of(events.focusBefore()).filter(name -> !name.equals(Steps.OWN)))
                .orElse("");
    }

    private List<String> sentences(
            Source source,
            Numbers numbers,
            Stretch stretch,
            String ofStretch,
            StretchEvents events,
            List<Stutter> stutters,
            Optional<ObjectNode> ownFault) {
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
            noStutter(stretch, events, stutters).ifPresent(sentences::add);
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
        ownFault.ifPresent(fault ->
                sentences.add(
                        "Lastframe had a fault of its own: " + fault.path("code").asText() + "."));
        sentences.add("Lastframe " + environment.version() + "; all numbers are in session.json.");
        return sentences;
    }

    /** An application is accused only of leaving input unanswered; without it nobody can tell. */
    private static Optional<String> noStutter(
            Stretch stretch, StretchEvents events, List<Stutter> stutters) {
        if (events.isInputKept() && events.isScreenTold(stretch)) {
            return stutters.isEmpty() ? Optional.of("Nobody stuttered.") : Optional.empty();
        }
        if (stutters.stream().anyMatch(stutter -> stutter.who() == Stutter.Who.APPLICATION)) {
            return Optional.empty();
        }
        String why =
                events.isInputKept()
                        ? "nothing tells when the screen changed."
                        : "not all input was recorded.";
        return Optional.of("Whether an application stuttered cannot be told: " + why);
    }

    /**
     * Where nothing is or was recorded just now.
     *
     * @param png where the screen's picture goes; does not exist
     */
    void nothingRecorded(ObjectNode system, ReportEnvironment.Screen screen, Path png)
            throws InterruptedException {
        Picture picture;
        try {
            screen.photograph(png);
            picture = Picture.ofScreen(png);
        } catch (IOException none) {
            LOG.info("there is no picture of the screen: {}", none.toString());
            picture = Picture.none(String.valueOf(none.getMessage()));
        }
        contents.picture(picture);
        contents.session(
                new SessionJson(environment.version(), trigger)
                        .fault(
                                FaultOfThen.before(
                                        environment.fault(), trigger, LOG_WITHOUT_RECORDING)));
        contents.sentences("nothing was recorded", "");
        contents.drafted(
                new Drafted(
                        "",
                        new Stretch(0, 0),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                "Nothing was recorded.",
                                "Lastframe " + environment.version() + ".")));
        computer(system, Optional.of(trigger.minus(LOG_WITHOUT_RECORDING)), Optional.empty());
    }

    private void computer(ObjectNode system, Optional<Instant> from, Optional<Instant> until) {
        contents.log(OwnLog.read(environment.ownLog(), from, until, environment.zone()));
        contents.system(system);
    }
}
