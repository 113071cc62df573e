package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Reply.Refusal;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.SessionState;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What window and record process answer alike. Callable by any thread; may block. */
final class Answers {

    /** A start or a pause that takes longer hangs. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(5).toNanos();

    private final NanoClock clock;

    Answers(NanoClock clock) {
        this.clock = clock;
    }

    static JsonNode idle() {
        return Reply.refused(Refusal.IDLE, "Nothing is being recorded.");
    }

    static JsonNode ending() {
        return Reply.refused(Refusal.ENDING, "This Lastframe is about to end: try again.");
    }

    static JsonNode busy() {
        return Reply.refused(
                Refusal.BUSY, "Lastframe did not come to it in time: look at its window.");
    }

    /** Something was done, which this sentence says. */
    static ObjectNode done(String sentence) {
        return Reply.ok().put("sentence", sentence);
    }

    /** Marks this very moment. */
    static JsonNode marked(RunningRecording running, Optional<Mark> mark) {
        return mark.<JsonNode>map(Answers::of)
                .orElseGet(() ->
                        running.state() == SessionState.PAUSED
                                ? Reply.refused(
                                        Refusal.PAUSED,
                                        "The recording is paused: no mark is kept until it goes"
                                                + " on.")
                                : idle());
    }

    private static ObjectNode of(Mark mark) {
        return Reply.ok()
                .put("number", mark.number())
                .put("tMicros", mark.tMicros())
                .put("text", mark.text());
    }

    /** Pauses, or goes on, and waits until that is done. */
    JsonNode pause(RunningRecording running) throws InterruptedException {
        await(() -> running.state() != SessionState.STARTING);
        return switch (running.state()) {
            case RECORDING -> {
                running.pause();
                await(() -> running.state() != SessionState.RECORDING);
                yield done("Paused.");
            }
            case PAUSED -> {
                running.resume();
                await(() -> running.state() != SessionState.PAUSED);
                yield done("Recording goes on.");
            }
            case IDLE, STARTING -> busy();
            case STOPPING, SAVED, EMPTY, FAILED -> idle();
        };
    }

    /** Whether it came to that in time. */
    boolean await(BooleanSupplier condition) throws InterruptedException {
        long until = clock.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (clock.nanoTime() > until) {
                return false;
            }
            clock.sleepUntil(clock.nanoTime() + BETWEEN_LOOKS_NANOS);
        }
        return true;
    }

    /** It was stopped while somebody was asked, or in the countdown. */
    static JsonNode takenBack() {
        ObjectNode reply =
                Reply.ok()
                        .put("state", Outcome.Result.EMPTY.name().toLowerCase(Locale.ROOT))
                        .put("exitCode", ExitCode.NOTHING_CAPTURED)
                        .put(
                                "sentence",
                                "Nothing was recorded: it was stopped before the first picture.");
        reply.putArray("files");
        return reply;
    }

    /** What became of the recording that was stopped. */
    static JsonNode ended(Outcome outcome) {
        ObjectNode reply =
                Reply.ok()
                        .put("state", outcome.result().name().toLowerCase(Locale.ROOT))
                        .put("exitCode", ExitCode.of(outcome))
                        .put("sentence", outcome.sentence());
        ArrayNode files = reply.putArray("files");
        outcome.files().forEach(file -> files.add(file.toAbsolutePath().toString()));
        return reply;
    }
}
