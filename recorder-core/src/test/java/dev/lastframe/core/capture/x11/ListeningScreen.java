package dev.lastframe.core.capture.x11;

import dev.lastframe.core.events.EventTrack;
import dev.lastframe.core.events.InputEvent;
import dev.lastframe.core.events.InputException;
import dev.lastframe.core.events.InputLines;
import dev.lastframe.core.events.InputSink;
import dev.lastframe.core.events.InputWatch;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A virtual screen with a terminal that shows what it was typed, and a source that listens. */
final class ListeningScreen implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(2);

    /** Long enough for what was pressed to be told, were it told. */
    private static final Duration QUIET = Duration.ofMillis(700);

    /** Keeps what is typed, as it is typed. */
    private static final String TERMINAL = "stty raw -echo; touch ready; exec cat > typed";

    private final VirtualScreen screen;
    private final Path home;
    private final List<InputEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Long> pointerNanos = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private @Nullable InputWatch watch;
    private @Nullable Process terminal;

    ListeningScreen(Path home) {
        this.home = home;
        screen = VirtualScreen.start(1000, 700);
    }

    VirtualScreen screen() {
        return screen;
    }

    /** Shows the terminal and gives it the focus. */
    void terminal(String geometry) throws IOException {
        Programs.require("xterm");
        Process started =
                screen.command(
                                "xterm",
                                "-geometry",
                                geometry,
                                "-class",
                                "Typewriter",
                                "-title",
                                "secret title",
                                "-e",
                                "sh",
                                "-c",
                                TERMINAL)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        terminal = started;
        Waits.eventually(LIMIT, "the terminal is ready", () -> Files.exists(home.resolve("ready")));
        String window =
                screen.run("xdotool", "search", "--class", "Typewriter")
                        .lines()
                        .findFirst()
                        .orElseThrow();
        screen.run("xdotool", "windowfocus", "--sync", window);
    }

    InputWatch listen(Rect area, boolean titles) throws InputException {
        InputWatch opened = new X11InputSource(screen.display(), NanoClock.system()).open(titles);
        InputLines inner = new InputLines(() -> area, new Kept());
        opened.begin(new Both(inner));
        watch = opened;
        Waits.eventually(LIMIT, "it listens", opened::listens);
        return opened;
    }

    /** Presses keys one after the other, as a person would, and waits until they must be told. */
    void keys(String... names) {
        List<String> all = new ArrayList<>(List.of("key", "--delay", "30"));
        all.addAll(Arrays.asList(names));
        xdotool(all.toArray(String[]::new));
    }

    void type(String text) {
        xdotool("type", "--delay", "15", text);
    }

    void xdotool(String... arguments) {
        screen.run("xdotool", arguments);
    }

    /** What the terminal got until now, byte by byte. */
    String typed() throws IOException {
        return Files.readString(home.resolve("typed"));
    }

    void awaitEvent(String what, Predicate<InputEvent> wanted) {
        Waits.eventually(LIMIT, what, () -> events.stream().anyMatch(wanted));
    }

    /** Until nothing more has come for a while. */
    void settle() {
        long before;
        do {
            before = seen();
            Waits.pause(QUIET);
        } while (seen() != before);
    }

    /** The focus is told each second, whether it changed or not. */
    private long seen() {
        return lines.size()
                + events.stream().filter(event -> !(event instanceof InputEvent.Focus)).count();
    }

    /** Until so many keys were told and nothing more comes. */
    void settleAfterKeys(int count) {
        Waits.eventually(LIMIT, count + " keys are told", () -> keyNames().size() >= count);
        settle();
    }

    /** Until there are so many lines of this type, and nothing more comes. */
    void settleAfterLines(String type, int count) {
        Waits.eventually(LIMIT, count + " " + type, () -> lines(type).size() >= count);
        settle();
    }

    /** Until the terminal got this. */
    void awaitTyped(String what, Predicate<String> wanted) {
        Waits.eventually(
                LIMIT,
                what,
                () -> {
                    try {
                        return wanted.test(typed());
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                });
    }

    List<String> keyNames() {
        List<String> names = new ArrayList<>();
        for (InputEvent event : events) {
            if (event instanceof InputEvent.Key key) {
                names.add(key.name());
            }
        }
        return names;
    }

    /** Lines without their time, for this type. */
    List<String> lines(String type) {
        return lines.stream().filter(line -> line.contains("\"type\":\"" + type + "\"")).toList();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** When lines about the pointer came. */
    List<Long> pointerNanos() {
        return List.copyOf(pointerNanos);
    }

    List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        if (terminal != null) {
            Waits.kill(terminal);
        }
        screen.close();
    }

    private final class Kept implements InputLines.Output {

        @Override
        public boolean line(long nanos, String type, EventTrack.Fields fields) {
            String line =
                    EventTrack.object(json -> {
                        json.writeStringField("type", type);
                        fields.write(json);
                    });
            lines.add(line);
            if (type.equals("pointer")) {
                pointerNanos.add(nanos);
            }
            return true;
        }

        @Override
        public void tell(String sentence, boolean over) {
            told.add(sentence);
        }
    }

    private final class Both implements InputSink {

        private final InputLines inner;

        Both(InputLines inner) {
            this.inner = inner;
        }

        @Override
        public void input(InputEvent event) {
            events.add(event);
            inner.input(event);
        }

        @Override
        public boolean passed(long nanos) {
            return inner.passed(nanos);
        }

        @Override
        public void ended(String why) {
            inner.ended(why);
        }
    }
}
