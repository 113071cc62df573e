package dev.lastframe.app.crash;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.PulseTone;
import dev.lastframe.core.testing.SoundServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is played and said while recordings are killed, if anything is. For one thread. */
final class Noise implements AutoCloseable {

    private final @Nullable SoundServer server;
    private final List<PulseTone> tones;

    private Noise(@Nullable SoundServer server) {
        this.server = server;
        this.tones =
                server == null
                        ? List.of()
                        : List.of(
                                PulseTone.start(server, "speakers", 997, 0.25),
                                PulseTone.start(server, "voice", 440, 0.25));
    }

    /**
     * Begins.
     *
     * @param heard false for silence, of which nothing is recorded
     */
    static Noise start(Path home, boolean heard) throws IOException {
        return new Noise(
                heard ? SoundServer.start(Files.createDirectory(home.resolve("pa"))) : null);
    }

    boolean isHeard() {
        return server != null;
    }

    /** Lets a program hear it. */
    Launcher before(Launcher launcher) {
        return server == null ? launcher : launcher.with("PULSE_SERVER", server.address());
    }

    /** What {@code record} has to be told. */
    List<String> options() {
        return isHeard() ? List.of("--microphone") : List.of();
    }

    @Override
    public void close() {
        tones.forEach(PulseTone::close);
        if (server != null) {
            server.close();
        }
    }
}
