package dev.lastframe.core.export;

import dev.lastframe.core.export.ProgramRun.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;

/**
 * The {@code ffmpeg} that comes with the program, run as a child process of the lowest priority: a
 * file that makes it fall does not take a running recording with it. Callable from any thread;
 * every method blocks.
 */
public final class FfmpegProgram {

    /** Where {@code nice} is on every Unix; the environment is not asked. */
    private static final List<Path> NICE = List.of(Path.of("/usr/bin/nice"), Path.of("/bin/nice"));

    private final Path program;

    private FfmpegProgram(Path program) {
        this.program = program;
    }

    /** Names the folder of the program where it is installed; else it comes with the bindings. */
    private static final String FOLDER = "lastframe.programs";

    /**
     * Finds the program; the first call on a computer unpacks it (about a second) unless it is
     * installed.
     *
     * @throws IOException when there is none for this computer
     */
    public static FfmpegProgram find() throws IOException {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            Path installed = Path.of(folder, "ffmpeg");
            if (!Files.isExecutable(installed)) {
                throw new IOException(installed + " cannot be run: install Lastframe again");
            }
            return new FfmpegProgram(installed);
        }
        if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
            // Else JavaCPP measures this whole process and refuses memory it has not used itself.
            System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        }
        try {
            return new FfmpegProgram(Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class)));
        } catch (RuntimeException | LinkageError missing) {
            throw new IOException("there is no ffmpeg for this computer", missing);
        }
    }

    /**
     * Runs the program to its end.
     *
     * @param arguments without the program itself
     * @param input what it reads from its standard input
     * @param limit after which it is killed
     * @throws IOException when it cannot be started, or the input cannot be read
     * @throws InterruptedException when the thread is interrupted; the program is killed then
     */
    public ProgramRun run(List<String> arguments, Input input, Duration limit)
            throws IOException, InterruptedException {
        return run(arguments, input, line -> {}, limit);
    }

    /**
     * The same, and hands over what the program prints as it comes.
     *
     * @param lines given each line of its standard output, by a thread of its own; all have been
     *     given when this returns
     */
    public ProgramRun run(
            List<String> arguments, Input input, Consumer<String> lines, Duration limit)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        Optional<Path> nice = NICE.stream().filter(Files::isExecutable).findFirst();
        nice.ifPresent(found -> command.addAll(List.of(found.toString(), "-n", "19")));
        command.add(program.toString());
        command.addAll(arguments);
        return ProgramRun.of(command, input, lines, limit);
    }
}
