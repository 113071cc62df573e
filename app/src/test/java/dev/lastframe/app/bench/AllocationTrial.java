package dev.lastframe.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Asks a recording Lastframe, the real program, twice how many bytes of Java's heap two of its
 * threads have allocated so far. Content is faster than the recording, so that every tick grabs.
 * Used by the main thread; blocks for a recording's length.
 */
final class AllocationTrial {

    private static final String FX_THREAD = "JavaFX Application Thread";
    private static final String ENCODER_THREAD = "lastframe-encoder";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /** By then Java has compiled what runs often. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** It is ended when it has answered twice, which takes long where the computer is busy. */
    private static final int LONGEST_SECONDS = 300;

    private final Laboratory laboratory;

    AllocationTrial(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    private record Reading(long nanos, long fxBytes, long encoderBytes) {}

    AllocationChapter run(Recipe recipe) {
        Path video = laboratory.home().resolve("allocation.ts");
        String display = laboratory.screen().display();
        try (BarcodeContent content =
                BarcodeContent.start(display, recipe.mode(), recipe.contentFps())) {
            Launcher.Running running =
                    laboratory.lastframe().start(video, recipe.lasting(LONGEST_SECONDS));
            try {
                Waits.eventually(
                        START_LIMIT,
                        "Lastframe records",
                        () -> Files.exists(LastframeRecorder.events(video)));
                Waits.pause(SETTLE);
                AllocationChapter chapter = measure(running, recipe, video);
                if (!content.process().isAlive()) {
                    throw new BenchFailure("The content ended by itself.");
                }
                return chapter;
            } finally {
                running.process().destroyForcibly();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static AllocationChapter measure(Launcher.Running running, Recipe recipe, Path video)
            throws IOException {
        Reading first;
        Reading second;
        try (JMXConnector connector = connect(running.process().pid())) {
            ThreadMXBean threads = threads(connector.getMBeanServerConnection());
            first = read(threads);
            Waits.pause(Duration.ofSeconds(recipe.seconds()).minus(SETTLE));
            second = read(threads);
        }
        running.process().destroy();
        Launcher.Run run = running.await();
        if (run.out().isBlank()) {
            throw new BenchFailure("Lastframe ended with an error: " + run.err().strip());
        }
        JsonNode ledger = run.json().path("ledger");
        double captured = ledger.path("captured").asDouble() / ledger.path("ticks").asDouble();
        if (!(captured > 0)) {
            throw new BenchFailure("Lastframe recorded nothing: " + run.err().strip());
        }
        double ticks = (second.nanos - first.nanos) / 1e9 * recipe.fps();
        double packet = Files.size(video) / ledger.path("encoded").asDouble();
        return new AllocationChapter(
                recipe,
                (second.fxBytes - first.fxBytes) / ticks,
                (second.encoderBytes - first.encoderBytes) / (ticks * captured),
                packet);
    }

    /** The address is given by the program that was started here, on this computer. */
    @SuppressWarnings("BanJNDI")
    private static JMXConnector connect(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                String address = machine.startLocalManagementAgent();
                return JMXConnectorFactory.connect(new JMXServiceURL(address));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException refused) {
            throw new BenchFailure("Lastframe cannot be asked: " + refused.getMessage());
        }
    }

    private static ThreadMXBean threads(MBeanServerConnection connection) throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(
                connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    private static Reading read(ThreadMXBean threads) {
        long fx = threads.getThreadAllocatedBytes(id(threads, FX_THREAD));
        long encoder = threads.getThreadAllocatedBytes(id(threads, ENCODER_THREAD));
        return new Reading(System.nanoTime(), fx, encoder);
    }

    private static long id(ThreadMXBean threads, String name) {
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals(name)) {
                return thread.getThreadId();
            }
        }
        throw new BenchFailure("Lastframe has no thread \"" + name + "\".");
    }
}
