package dev.lastframe.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A screen of a {@link WaylandDesktop} that shows numbers and knows when: a process of its own, and
 * a node of PipeWire. Used by one thread.
 */
public final class StreamedScreen implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final WaylandDesktop desktop;
    private final String name;
    private final Process process;
    private final Path log;
    private final Path said;
    private int node;
    private int told;

    private StreamedScreen(
            WaylandDesktop desktop, String name, Process process, Path log, Path said, int node) {
        this.desktop = desktop;
        this.name = name;
        this.node = node;
        this.process = process;
        this.log = log;
        this.said = said;
    }

    /**
     * Starts one, and makes it the one that is chosen; blocks until its node is there.
     *
     * @param pixels a format in GStreamer's words, such as {@code BGRx}
     * @param fps numbers a second
     */
    public static StreamedScreen start(
            WaylandDesktop desktop, int width, int height, String pixels, int fps) {
        return start(desktop, width + "x" + height, pixels, fps);
    }

    /**
     * The same with pictures that lie in their memory as somebody says.
     *
     * @param shape as {@link StreamedContent.Order} reads it
     */
    public static StreamedScreen start(
            WaylandDesktop desktop, String shape, String pixels, int fps) {
        return start(desktop, shape, pixels, fps, PipeWireSource.Memory.ADDRESSES);
    }

    /** The same with pictures in files of its own, as compositors give them. */
    public static StreamedScreen startWithFiles(
            WaylandDesktop desktop, String shape, String pixels, int fps) {
        return start(desktop, shape, pixels, fps, PipeWireSource.Memory.FILES);
    }

    private static StreamedScreen start(
            WaylandDesktop desktop,
            String shape,
            String pixels,
            int fps,
            PipeWireSource.Memory memory) {
        String name = "screen" + COUNT.incrementAndGet();
        Path log = desktop.log(name);
        Path errors = desktop.log(name + "-errors");
        Process process;
        try {
            process =
                    desktop.builder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xmx64m",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    StreamedContent.class.getName(),
                                    name,
                                    log.toString(),
                                    shape,
                                    pixels,
                                    Integer.toString(fps),
                                    memory.name())
                            .redirectErrorStream(true)
                            .redirectOutput(errors.toFile())
                            .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Waits.eventually(
                LIMIT,
                "the screen's node is there",
                () -> !process.isAlive() || desktop.node(name).isPresent());
        if (!process.isAlive()) {
            throw new IllegalStateException("the screen ended: see " + errors);
        }
        int node = desktop.node(name).orElseThrow();
        desktop.backend().choose(node);
        return new StreamedScreen(desktop, name, process, log, errors, node);
    }

    /** The number of its node of PipeWire. */
    public int node() {
        return node;
    }

    /** All numbers shown up to now, in order. */
    public List<Shown> shown() {
        return lines().map(words ->
                        new Shown(
                                Integer.parseInt(words[0]),
                                Long.parseLong(words[1]),
                                Long.parseLong(words[2])))
                .toList();
    }

    /**
     * When each number shown up to now was made, as its reader is told, in {@code
     * System.nanoTime()}.
     */
    public NavigableMap<Integer, Long> made() {
        NavigableMap<Integer, Long> made = new TreeMap<>();
        lines().forEach(words -> made.put(Integer.parseInt(words[0]), Long.parseLong(words[3])));
        return made;
    }

    private Stream<String[]> lines() {
        try {
            String text = Files.exists(log) ? Files.readString(log) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.split(" ", -1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Shows no more numbers, or goes on; blocks until it does. */
    public void still(boolean still) {
        tell(still ? "still" : "go");
        Waits.eventually(LIMIT, "it obeys", this::hasObeyed);
    }

    /**
     * Its pictures have another shape from now on.
     *
     * @param shape as {@link StreamedContent.Order} reads it
     */
    public void shape(String shape) {
        tell(shape);
    }

    /**
     * Its pictures lie turned in their memory from now on, and say so, as those of a turned
     * monitor; blocks until it obeys.
     *
     * @param quarters of a turn against the clock, 0 to 3
     */
    public void turn(int quarters) {
        tell(StreamedContent.TURN + quarters);
        Waits.eventually(LIMIT, "it obeys", this::hasObeyed);
    }

    /** Gives PipeWire nothing at all, or does its work again. */
    public void rests(boolean rests) {
        tell(rests ? "rest" : "work");
    }

    /**
     * Returns to a PipeWire that was started anew, as compositors do, and is the one that is
     * chosen. Its numbers went on meanwhile. Blocks until its node is there.
     */
    public void again() {
        tell("again");
        Waits.eventually(LIMIT, "it obeys", this::hasObeyed);
        Waits.eventually(LIMIT, "the screen's node is there", () -> desktop.node(name).isPresent());
        node = desktop.node(name).orElseThrow();
        desktop.backend().choose(node);
    }

    private void tell(String order) {
        try {
            process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        told++;
    }

    private boolean hasObeyed() {
        try (Stream<String> lines = Files.lines(said)) {
            return lines.filter(line -> line.startsWith(StreamedContent.OBEYED)).count() == told;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Takes it away, as when a monitor is unplugged. */
    public void unplug() {
        Waits.kill(process);
    }

    @Override
    public void close() {
        unplug();
    }
}
