package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.control.Instance;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.recording.PressFilter;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.time.NanoClock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@code lastframe record} that takes commands. Called by threads of the server's; blocks. */
final class RecordInstance implements Instance {

    private static final long START_SECONDS = 20;

    private final NanoClock clock;
    private final Answers answers;
    private final CompletableFuture<RunningRecording> begun = new CompletableFuture<>();
    private final PressFilter presses = new PressFilter();

    RecordInstance(NanoClock clock) {
        this.clock = clock;
        this.answers = new Answers(clock);
    }

    /** The recording was started. */
    void begun(RunningRecording recording) {
        begun.complete(recording);
    }

    @Override
    public JsonNode answer(Request request) throws InterruptedException {
        Optional<RunningRecording> started = started();
        if (started.isEmpty()) {
            return Answers.busy();
        }
        RunningRecording running = started.get();
        return switch (request.command()) {
            case SHOW, OPEN ->
                    Reply.refused(
                            Reply.Refusal.NOT_STARTABLE,
                            "This Lastframe records without a window.");
            case STATUS -> status(running);
            case MARK -> Answers.marked(running, running.mark(request.text()));
            case PAUSE -> answers.pause(running);
            case STOP -> {
                running.stop();
                Outcome outcome = running.outcome().join();
                yield Answers.ended(outcome);
            }
            case TOGGLE -> toggle(running, request.pressedNanos().orElseGet(clock::nanoTime));
        };
    }

    private static JsonNode status(RunningRecording running) {
        ObjectNode reply = Reply.ok().put("instance", "record");
        reply.put("pid", ProcessHandle.current().pid());
        StatusJson.add(reply, running);
        return reply;
    }

    /** It can only stop: whoever wishes another recording after it has to start that. */
    private JsonNode toggle(RunningRecording running, long pressedNanos) {
        boolean counts;
        boolean stops;
        synchronized (presses) {
            counts = presses.accept(pressedNanos);
            stops = !running.recording().stopAsked();
            if (counts && stops) {
                running.stop();
            }
        }
        if (counts && !stops) {
            running.outcome().join();
            return Answers.ending();
        }
        return Answers.done("Saving.");
    }

    private Optional<RunningRecording> started() throws InterruptedException {
        try {
            return Optional.of(begun.get(START_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException never) {
            return Optional.empty();
        }
    }
}
