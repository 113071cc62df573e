package dev.lastframe.app.bench;

import dev.lastframe.app.fx.FxToolkit;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.x11.GlibExecutor;
import dev.lastframe.core.capture.x11.X11Grabber;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.HealthEvent;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingEnvironment;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.session.SessionState;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/**
 * A program of its own, started by {@link PulseTrial}: counts how regularly JavaFX's pulses come,
 * with a window on the screen, while nothing is recorded and in several kinds of recording. Its
 * parent gives commands on standard input, one a line, and reads an answer to each.
 *
 * <ul>
 *   <li>{@code measure NAME} answers {@code NAME MEDIAN P99 LONGEST}, in milliseconds
 *   <li>{@code record FOLDER} answers when it records
 *   <li>{@code stuck} answers when the encoder thread is held, which a change of the screen's size
 *       does after {@code hold}
 *   <li>{@code stop} answers when the recording has ended
 * </ul>
 */
public final class PulseProgram {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int FPS = 30;
    private static final int CAPACITY = 8;

    private final Duration time;
    private final EncoderChoice encoders = EncoderChoice.forThisSystem();
    private Optional<Recording> recording = Optional.empty();
    private Held held = new Held();

    private PulseProgram(Duration time) {
        this.time = time;
    }

    /**
     * Runs it until standard input ends.
     *
     * @param arguments how many seconds each measurement takes
     */
    public static void main(String[] arguments) throws Exception {
        FxToolkit.startWithoutWindow();
        PulseProgram program = new PulseProgram(Duration.ofSeconds(Long.parseLong(arguments[0])));
        program.encoders.warmUp();
        PulseWatch watch = PulseWatch.show();
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = commands.readLine();
        while (line != null) {
            System.out.println(program.answer(line.split(" ", 2), watch));
            line = commands.readLine();
        }
        System.exit(0);
    }

    private String answer(String[] words, PulseWatch watch) throws Exception {
        return switch (words[0]) {
            case "measure" -> words[1] + values(watch.gapsDuring(time));
            case "record" -> record(Path.of(words[1]));
            case "hold" -> {
                held.wanted = true;
                yield "holds";
            }
            case "stuck" -> {
                Waits.eventually(LIMIT, "the encoder is stuck", () -> held.arrived);
                yield "stuck";
            }
            case "stop" -> {
                held.released.countDown();
                recording.orElseThrow().stop().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                yield "stopped";
            }
            default -> throw new IOException("unknown command " + words[0]);
        };
    }

    private static String values(Quantiles gaps) {
        return String.format(
                Locale.ROOT, " %.3f %.3f %.3f", gaps.at(0.5), gaps.at(0.99), gaps.at(1));
    }

    private String record(Path folder) {
        held = new Held();
        Recording started = record(folder, held);
        recording = Optional.of(started);
        Waits.eventually(LIMIT, "it records", () -> started.state() == SessionState.RECORDING);
        return "records";
    }

    private Recording record(Path folder, RecordingListener listener) {
        RecordingEnvironment environment =
                new RecordingEnvironment(
                        NanoClock.system(),
                        (target, cursor, clock) -> X11Grabber.open(null, target, cursor, clock),
                        new GlibExecutor(Platform::runLater),
                        encoders,
                        folder.resolve("active"));
        RecordingRequest request =
                new RecordingRequest(
                        new CaptureTarget.Screen(1),
                        FPS,
                        Preset.INSTANT,
                        Optional.empty(),
                        true,
                        folder,
                        "pulses",
                        false,
                        CAPACITY,
                        RecordingRequest.DEFAULT_POOL_BYTES,
                        List.of());
        return Recording.start(request, environment, listener);
    }

    /** Keeps the encoder thread, which tells of a change of size, until it is released. */
    private static final class Held implements RecordingListener {

        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean wanted;
        private volatile boolean arrived;

        @Override
        public void health(HealthEvent event) {
            if (wanted && event.kind() == HealthEvent.Kind.SIZE_CHANGED) {
                arrived = true;
                try {
                    released.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
