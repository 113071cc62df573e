package dev.lastframe.core.session;

import dev.lastframe.core.export.FfmpegProgram;
import dev.lastframe.core.sound.CaptureInput;
import dev.lastframe.core.sound.CaptureSound;
import dev.lastframe.core.sound.PulseSound;
import dev.lastframe.core.sound.SoundException;
import dev.lastframe.core.sound.SoundSystem;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where sound comes from on this computer. */
public final class ComputerSound {

    /** To list devices takes well under a second; a driver that hangs is not waited for. */
    private static final Duration LISTING = Duration.ofSeconds(10);

    private ComputerSound() {}

    /**
     * Chooses; loads and asks nothing yet.
     *
     * @param os the system's name in small letters, as {@code os.name} has it
     * @param variables the environment
     */
    public static SoundSystem of(String os, Map<String, String> variables, NanoClock clock) {
        if (os.startsWith("linux")) {
            return new PulseSound(variables, clock);
        }
        return CaptureInput.of(os)
                .<SoundSystem>map(input -> new CaptureSound(input, ComputerSound::list, clock))
                .orElseGet(() ->
                        SoundSystem.none("Sound is recorded on Linux, Windows and macOS only."));
    }

    private static String list(List<String> arguments) throws SoundException {
        try {
            return FfmpegProgram.find().run(arguments, nothing -> {}, LISTING).errors();
        } catch (IOException missing) {
            throw new SoundException(
                    "The microphones cannot be listed: install Lastframe again.", missing);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new SoundException("Nobody listens any more.", ended);
        }
    }
}
