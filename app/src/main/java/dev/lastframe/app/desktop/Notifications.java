package dev.lastframe.app.desktop;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications of the desktop, by the programs that it has for them. Callable from any thread;
 * blocks for {@value #PATIENCE_SECONDS} s at most for each program.
 */
public final class Notifications {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int PATIENCE_SECONDS = 3;

    private Notifications() {}

    /**
     * Shows one.
     *
     * @return whether the desktop took it
     */
    public static boolean show(String title, String text) {
        return List.of(
                        List.of(
                                "notify-send",
                                "--app-name=Lastframe",
                                "--icon=lastframe",
                                title,
                                text),
                        List.of(
                                "gdbus",
                                "call",
                                "--session",
                                "--timeout=2",
                                "--dest=org.freedesktop.Notifications",
                                "--object-path=/org/freedesktop/Notifications",
                                "--method=org.freedesktop.Notifications.Notify",
                                "Lastframe",
                                "0",
                                "lastframe",
                                quoted(title),
                                quoted(text),
                                "[]",
                                "{}",
                                "-1"))
                .stream()
                .anyMatch(Notifications::run);
    }

    /** As gdbus reads a text. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static boolean run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(Redirect.PIPE)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException missing) {
            LOG.debug("{} cannot be run", command.getFirst(), missing);
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
