package dev.lastframe.app.fx;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens files by the desktop's own commands, on threads of the executor. */
public final class DesktopOpener implements Opener {

    private static final Logger LOG = LoggerFactory.getLogger(DesktopOpener.class);

    /** {@code xdg-open} without a desktop stays until the program it started ends: no failure. */
    private static final long REFUSAL_SECONDS = 4;

    private final String os;
    private final Executor background;

    /**
     * @param osName as in the system property {@code os.name}
     * @param background runs what blocks
     */
    public DesktopOpener(String osName, Executor background) {
        this.os = osName.toLowerCase(Locale.ROOT);
        this.background = background;
    }

    @Override
    public CompletionStage<Void> open(Path file) {
        return CompletableFuture.runAsync(() -> first(List.of(opening(file))), background);
    }

    @Override
    public CompletionStage<Void> show(Path file) {
        return CompletableFuture.runAsync(() -> first(showing(file)), background);
    }

    private List<String> opening(Path file) {
        if (os.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", file.toString());
        }
        return List.of(os.startsWith("mac") ? "open" : "xdg-open", file.toString());
    }

    private List<List<String>> showing(Path file) {
        if (os.startsWith("windows")) {
            return List.of(List.of("explorer", "/select," + file));
        }
        if (os.startsWith("mac")) {
            return List.of(List.of("open", "-R", file.toString()));
        }
        return List.of(
                List.of(
                        "dbus-send",
                        "--session",
                        "--print-reply",
                        "--reply-timeout=2000",
                        "--dest=org.freedesktop.FileManager1",
                        "/org/freedesktop/FileManager1",
                        "org.freedesktop.FileManager1.ShowItems",
                        // a comma would separate two items
                        "array:string:" + file.toUri().toString().replace(",", "%2C"),
                        "string:"),
                opening(file.toAbsolutePath().resolveSibling(".").normalize()));
    }

    /** Runs the commands until one is not refused. */
    private static void first(List<List<String>> commands) {
        OpenException refusal = new OpenException("nothing to run");
        for (List<String> command : commands) {
            try {
                run(command);
                return;
            } catch (OpenException e) {
                LOG.debug("{}", e.getMessage(), e);
                refusal = e;
            }
        }
        throw new CompletionException(refusal);
    }

    private static void run(List<String> command) throws OpenException {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD);
            // the launcher's, for our own window: a player draws by it
            builder.environment().remove("GDK_GL");
            builder.environment().remove("GSETTINGS_BACKEND", "memory");
            Process process = builder.start();
            boolean ended = process.waitFor(REFUSAL_SECONDS, TimeUnit.SECONDS);
            // the Explorer says 1 although it opened
            boolean refused = ended && process.exitValue() != 0;
            if (refused && !command.getFirst().equals("explorer")) {
                throw new OpenException(command.getFirst() + " said " + process.exitValue());
            }
        } catch (IOException e) {
            throw new OpenException(command.getFirst() + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpenException(command.getFirst() + " was interrupted", e);
        }
    }
}
