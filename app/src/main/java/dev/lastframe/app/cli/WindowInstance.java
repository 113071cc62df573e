package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.control.Instance;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Reply.Refusal;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.recording.LastframeWindow;
import dev.lastframe.app.recording.Phase;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The window's process, which takes commands. Called by threads of the server's, which wait for the
 * FX thread where the window has to do something; marks and numbers do not go through it.
 */
final class WindowInstance implements Instance {

    private static final Logger LOG = LoggerFactory.getLogger(WindowInstance.class);

    /** A window that opens, or an FX thread that does something else. */
    private static final long WINDOW_SECONDS = 20;

    private static final long SAVING_SECONDS = 60;

    private final SessionRecordings recordings;
    private final Executor ui;
    private final NanoClock clock;
    private final Answers answers;
    private final CompletableFuture<LastframeWindow> window = new CompletableFuture<>();

    /**
     * @param ui runs a task on the FX thread
     */
    WindowInstance(SessionRecordings recordings, Executor ui, NanoClock clock) {
        this.recordings = recordings;
        this.ui = ui;
        this.clock = clock;
        this.answers = new Answers(clock);
    }

    /** The window is shown. */
    void opened(LastframeWindow shown) {
        window.complete(shown);
    }

    @Override
    public JsonNode answer(Request request) throws InterruptedException {
        try {
            return switch (request.command()) {
                case SHOW -> window.isDone() ? onWindow(WindowInstance::show) : comes();
                case OPEN -> open(request.text());
                case TOGGLE -> {
                    long pressed = request.pressedNanos().orElseGet(clock::nanoTime);
                    yield onWindow(shown -> toggle(shown, pressed));
                }
                case STOP -> stop();
                case PAUSE -> pause();
                case MARK -> mark(request.text());
                case STATUS -> status();
            };
        } catch (ExecutionException fault) {
            throw new IllegalStateException("the window could not do it", fault.getCause());
        } catch (TimeoutException late) {
            return Answers.busy();
        }
    }

    /** Nobody has to wait for a window that comes to the front by itself. */
    private static JsonNode comes() {
        return Answers.done("Lastframe is being started already; its window comes in a moment.");
    }

    private JsonNode open(Optional<String> file)
            throws InterruptedException, ExecutionException, TimeoutException {
        Optional<Path> folder = file.flatMap(WindowInstance::folder);
        return onWindow(shown -> {
            folder.ifPresent(shown::recover);
            return show(shown);
        });
    }

    /** Empty for what is no path. */
    private static Optional<Path> folder(String file) {
        try {
            return Optional.ofNullable(Path.of(file).getParent());
        } catch (InvalidPathException none) {
            LOG.warn("asked to open what is no file", none);
            return Optional.empty();
        }
    }

    private static JsonNode show(LastframeWindow window) {
        if (window.closing()) {
            return Answers.ending();
        }
        window.bringToFront();
        return Answers.done("Lastframe runs already; its window is in front now.");
    }

    private static JsonNode toggle(LastframeWindow window, long pressedNanos) {
        if (window.closing()) {
            return Answers.ending();
        }
        if (!window.toggle(pressedNanos)) {
            return Reply.refused(
                    Refusal.NOT_STARTABLE,
                    "Nothing can be recorded as it is chosen: look at Lastframe's window.");
        }
        return Answers.done(
                switch (window.phase()) {
                    case IDLE -> "Nothing is being recorded.";
                    case STARTING, RECORDING, PAUSED -> "Recording.";
                    case STOPPING ->
                            window.startsAgain() ? "Saving, then recording again." : "Saving.";
                });
    }

    private JsonNode stop() throws InterruptedException, ExecutionException, TimeoutException {
        Optional<CompletionStage<Optional<Outcome>>> stopping =
                onWindow(shown ->
                        shown.phase().busy() ? Optional.of(shown.stop()) : Optional.empty());
        if (stopping.isEmpty()) {
            return Answers.idle();
        }
        try {
            return stopping.get()
                    .toCompletableFuture()
                    .get(SAVING_SECONDS, TimeUnit.SECONDS)
                    .map(Answers::ended)
                    .orElseGet(Answers::takenBack);
        } catch (ExecutionException fault) {
            LOG.error("no outcome came", fault.getCause());
            return Reply.refused(
                    Refusal.FAULT, "Lastframe had a fault in saving: look at its window.");
        }
    }

    private JsonNode pause() throws InterruptedException, ExecutionException, TimeoutException {
        // a recording that was wished and has not begun is waited for
        if (onWindow(LastframeWindow::phase) == Phase.STARTING) {
            answers.await(() -> recordings.current().isPresent());
        }
        Optional<RunningRecording> running = recordings.current();
        return running.isPresent() ? answers.pause(running.get()) : Answers.idle();
    }

    private JsonNode mark(Optional<String> text) {
        Optional<RunningRecording> running = recordings.current();
        if (running.isEmpty()) {
            return Answers.idle();
        }
        Optional<Mark> mark = running.get().mark(text);
        mark.ifPresent(this::confirm);
        return Answers.marked(running.get(), mark);
    }

    private void confirm(Mark kept) {
        var _ = window.thenAcceptAsync(shown -> shown.marked(kept), ui);
    }

    private JsonNode status() throws InterruptedException, ExecutionException, TimeoutException {
        ObjectNode reply = Reply.ok().put("instance", "window");
        reply.put("pid", ProcessHandle.current().pid());
        Optional<RunningRecording> running = recordings.current();
        if (running.isPresent()) {
            StatusJson.add(reply, running.get());
            return reply;
        }
        Phase phase = onWindow(LastframeWindow::phase);
        return reply.put("state", phase.name().toLowerCase(Locale.ROOT));
    }

    /** Done by the FX thread; waits for the window to open first. */
    private <T> T onWindow(Function<LastframeWindow, T> task)
            throws InterruptedException, ExecutionException, TimeoutException {
        return window.thenApplyAsync(task, ui).get(WINDOW_SECONDS, TimeUnit.SECONDS);
    }
}
