package dev.lastframe.app.bench;

import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Geometry;
import dev.lastframe.core.testing.VirtualScreen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs {@link PulseProgram} on a screen in full motion through its phases: idle, recording, the
 * encoder stuck, the disk slow. Used by the main thread; blocks for a minute.
 */
final class PulseTrial {

    private static final String NOT_FROZEN =
            "The slow disk was not measured: mounting one needs root, mkfs.ext4 and fsfreeze";

    private final Laboratory laboratory;
    private final Geometry size;
    private final int seconds;
    private final Consumer<String> progress;

    PulseTrial(Laboratory laboratory, Geometry size, int seconds, Consumer<String> progress) {
        this.laboratory = laboratory;
        this.size = size;
        this.seconds = seconds;
        this.progress = progress;
    }

    PulseChapter run() {
        VirtualScreen screen = laboratory.screen();
        try (BarcodeContent content =
                BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            Path errors = Files.createTempFile(laboratory.home(), "pulses", ".err");
            Process process =
                    screen.command(command().toArray(String[]::new))
                            .redirectError(errors.toFile())
                            .start();
            try (Dialogue dialogue = new Dialogue(process, errors)) {
                return phases(screen, dialogue);
            } finally {
                process.destroyForcibly();
                if (!content.process().isAlive()) {
                    progress.accept("the content ended by itself");
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private PulseChapter phases(VirtualScreen screen, Dialogue dialogue) throws IOException {
        List<PulseChapter.Phase> phases = new ArrayList<>();
        phases.add(measure(dialogue, "idle"));
        Path folder = Files.createDirectory(laboratory.home().resolve("pulses"));
        dialogue.ask("record " + folder);
        phases.add(measure(dialogue, "recording full motion, 1080p at 30"));
        dialogue.ask("hold");
        screen.resize(size.width() - 64, size.height() - 64);
        dialogue.ask("stuck");
        phases.add(measure(dialogue, "the same with the encoder stuck"));
        dialogue.ask("stop");
        screen.resize(size.width(), size.height());
        Optional<FrozenDisk> disk = FrozenDisk.mount(laboratory.home());
        if (disk.isEmpty()) {
            return new PulseChapter(phases, NOT_FROZEN);
        }
        try (FrozenDisk slow = disk.get()) {
            dialogue.ask("record " + slow.folder());
            slow.freeze();
            phases.add(measure(dialogue, "the same with a disk that stands still four fifths"));
            slow.thaw();
            dialogue.ask("stop");
        }
        return new PulseChapter(phases, "");
    }

    private PulseChapter.Phase measure(Dialogue dialogue, String name) {
        progress.accept("pulses, " + name);
        String[] values = dialogue.ask("measure phase").split(" ", 4);
        return new PulseChapter.Phase(
                name,
                Double.parseDouble(values[1]),
                Double.parseDouble(values[2]),
                Double.parseDouble(values[3]));
    }

    /** Java as the launcher starts it, on this process's class path. */
    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms16m",
                "-Xmn5m",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Djava.awt.headless=true",
                "-Dprism.order=sw",
                "-cp",
                System.getProperty("java.class.path"),
                PulseProgram.class.getName(),
                Integer.toString(seconds));
    }

    /** A question is a line, and so is its answer. */
    private record Dialogue(
            Process process, PrintWriter questions, BufferedReader answers, Path errors)
            implements AutoCloseable {

        Dialogue(Process process, Path errors) {
            this(
                    process,
                    new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true),
                    process.inputReader(StandardCharsets.UTF_8),
                    errors);
        }

        String ask(String question) {
            questions.println(question);
            try {
                String answer = answers.readLine();
                // Libraries may greet on standard output.
                while (answer != null && !isAnswer(answer)) {
                    answer = answers.readLine();
                }
                if (answer == null) {
                    throw new BenchFailure(
                            "The program that counts pulses ended at \""
                                    + question
                                    + "\": "
                                    + Files.readString(errors).strip());
                }
                return answer;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static boolean isAnswer(String line) {
            return line.matches("(phase .*|records|holds|stuck|stopped)");
        }

        @Override
        public void close() {
            questions.close();
        }
    }
}
