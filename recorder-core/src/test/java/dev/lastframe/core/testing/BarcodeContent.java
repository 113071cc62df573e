package dev.lastframe.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running {@link BarcodeWindow}: a process of its own that draws numbers and knows when. Called
 * by one thread at a time; starting and closing block, {@link #shown} reads a file.
 */
public final class BarcodeContent implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofMinutes(1);
    private static final Pattern HEADER = Pattern.compile("# (\\S+)");
    private static final Pattern LINE = Pattern.compile("(\\d+) (-?\\d+) (-?\\d+)");

    private final Process process;
    private final Path log;
    private final Path errors;

    private BarcodeContent(Process process, Path log, Path errors) {
        this.process = process;
        this.log = log;
        this.errors = errors;
    }

    /**
     * Starts content and returns when its first number is on the screen.
     *
     * @param display such as {@code ":7"}
     * @param fps numbers a second
     * @param options further options of {@link BarcodeWindowOptions}, such as {@code "--geometry",
     *     "640x480+100+50"} or {@code "--frames", "100"}; without an end among them it runs until
     *     closed
     * @throws IllegalStateException with the program's own words if it ends before that
     */
    public static BarcodeContent start(
            String display, ContentMode mode, double fps, String... options) {
        try {
            Path log = Files.createTempFile("lastframe-shown-", ".log");
            Path errors = Files.createTempFile("lastframe-content-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command(log, mode, fps, options));
            builder.environment().put("DISPLAY", display);
            builder.redirectError(errors.toFile());
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            BarcodeContent content = new BarcodeContent(builder.start(), log, errors);
            content.awaitFirstNumber();
            return content;
        } catch (IOException failure) {
            throw new UncheckedIOException("the content could not be started", failure);
        }
    }

    /** All numbers drawn up to now, in order. A line that is being written is left out. */
    public List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        Matcher matcher = LINE.matcher("");
        for (String line : wholeLines()) {
            if (matcher.reset(line).matches()) {
                shown.add(
                        new Shown(
                                Integer.parseInt(matcher.group(1)),
                                Long.parseLong(matcher.group(2)),
                                Long.parseLong(matcher.group(3))));
            }
        }
        return List.copyOf(shown);
    }

    /** Where the window is, in pixels of the root window. */
    public Geometry geometry() {
        Matcher matcher = HEADER.matcher(wholeLines().getFirst());
        if (!matcher.matches()) {
            throw new IllegalStateException("no header in " + log);
        }
        return Geometry.parse(matcher.group(1));
    }

    /** Where its barcodes are in a recording of the whole screen. */
    public BarcodeLayout layout() {
        return BarcodeLayout.of(geometry());
    }

    /** The content's process, for measuring what it costs. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * Waits for content that was given an end.
     *
     * @throws AssertionError if it has not ended within the limit
     */
    public void awaitEnd(Duration limit) {
        Waits.exitCode(process, limit, "the barcode content");
    }

    /**
     * Takes the window from the screen and waits for that. Afterwards {@link #shown} is final. May
     * be called twice. The log in the temporary folder stays until the virtual machine ends.
     */
    @Override
    public void close() {
        process.destroy();
        Waits.exitCode(process, END_LIMIT, "the barcode content after SIGTERM");
    }

    private void awaitFirstNumber() throws IOException {
        Waits.eventually(
                START_LIMIT,
                "the barcode content shows its first number",
                () -> !shown().isEmpty() || !process.isAlive());
        if (shown().isEmpty()) {
            throw new IllegalStateException(
                    "the barcode content ended: " + Files.readString(errors).strip());
        }
        log.toFile().deleteOnExit();
        errors.toFile().deleteOnExit();
    }

    private List<String> wholeLines() {
        try {
            String text = Files.readString(log, StandardCharsets.US_ASCII);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The virtual machine in use, small, with nothing but these fixtures on its class path. */
    private static List<String> command(Path log, ContentMode mode, double fps, String... options) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        ownClassPath(),
                        BarcodeWindow.class.getName()));
        command.addAll(List.of("--log", log.toString(), "--mode", mode.word()));
        command.addAll(List.of("--fps", Double.toString(fps), "--stop-at-eof"));
        command.addAll(List.of(options));
        return command;
    }

    private static String ownClassPath() {
        try {
            return Path.of(
                            BarcodeWindow.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
