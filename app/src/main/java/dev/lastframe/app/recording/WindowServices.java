package dev.lastframe.app.recording;

import dev.lastframe.app.conversion.ConversionService;
import dev.lastframe.app.fx.Later;
import dev.lastframe.app.fx.Opener;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.recovery.RecoveryService;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.SettingsStore;
import dev.lastframe.core.time.NanoClock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the window is given.
 *
 * @param recordings the session
 * @param recovery finds what a crash left
 * @param conversions makes an MP4 of each finished recording
 * @param loaded the settings as they were found
 * @param save keeps changed settings; called by the FX thread, never blocks
 * @param places the default folder
 * @param environment looks up an environment variable, null where it is not set
 * @param messages the language
 * @param keys chords that work whatever has the focus
 * @param clock the source of time
 * @param opener opens files
 * @param later delays on the FX thread
 * @param ui runs a task on the FX thread, in order
 * @param background runs what blocks, on threads of its own
 * @param lastFault what the run before ended with
 * @param reporter where a person goes who saw a bug
 * @param desktop trash and notifications
 */
public record WindowServices(
        RecordingService recordings,
        RecoveryService recovery,
        ConversionService conversions,
        SettingsStore.Loaded loaded,
        Consumer<Settings> save,
        Places places,
        Function<String, @Nullable String> environment,
        Messages messages,
        KeyService keys,
        NanoClock clock,
        Opener opener,
        Later later,
        Executor ui,
        Executor background,
        LastFault lastFault,
        BugReporter reporter,
        DesktopService desktop) {}
