package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.session.ForceTuning;
import dev.lastframe.core.session.QueueCapacity;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.session.Refuge;
import dev.lastframe.core.storage.NameTemplate;
import dev.lastframe.core.storage.OwnerOnly;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a request of what is chosen, and the default folder where it is missing. */
final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final long PATIENCE_SECONDS = 10;

    private final NanoClock clock;
    private final Path defaultFolder;
    private final List<Refuge> refuges;
    private final Function<String, @Nullable String> environment;
    private final Executor background;

    /**
     * @param refuges where a recording may go on when its folder's disk fails
     */
    Requests(
            NanoClock clock,
            Path defaultFolder,
            List<Refuge> refuges,
            Function<String, @Nullable String> environment,
            Executor background) {
        this.clock = clock;
        this.defaultFolder = defaultFolder;
        this.refuges = List.copyOf(refuges);
        this.environment = environment;
        this.background = background;
    }

    /** Where recordings go. */
    Path folder(Settings settings) {
        return settings.folder().orElse(defaultFolder);
    }

    /**
     * Called by the FX thread; completed by a background thread, exceptionally when the disk does
     * not answer in time.
     */
    CompletionStage<RecordingRequest> prepare(Settings settings, CaptureTarget target) {
        return CompletableFuture.supplyAsync(() -> build(settings, target), background)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private RecordingRequest build(Settings settings, CaptureTarget target) {
        Path folder = folder(settings);
        if (folder.equals(defaultFolder)) {
            create(folder);
        }
        QueueCapacity capacity =
                QueueCapacity.resolve(settings.preset(), environment, settings::lookup);
        ForceTuning forcing = ForceTuning.resolve(settings.preset(), environment, settings::lookup);
        RecordingRequest request =
                new RecordingRequest(
                                target,
                                settings.fps(),
                                settings.preset(),
                                Optional.empty(),
                                true,
                                folder,
                                new NameTemplate(settings.nameTemplate())
                                        .at(clock.wallTime().atZone(ZoneId.systemDefault())),
                                false,
                                capacity.frames(),
                                RecordingRequest.DEFAULT_POOL_BYTES,
                                forcing.policy(),
                                Stream.of(capacity.warnings(), forcing.warnings())
                                        .flatMap(List::stream)
                                        .toList())
                        .withEvents(settings.events())
                        .withSound(settings.sound().plan());
        return settings.onlyChosenFolder() ? request : request.withRefuges(refuges);
    }

    /** A folder that a person chose is not made: it may be on a disk that is not plugged in. */
    private static void create(Path folder) {
        try {
            OwnerOnly.createFolders(folder);
        } catch (IOException refused) {
            // the session finds it missing and says so
            LOG.warn("the folder {} cannot be made", folder, refused);
        }
    }
}
