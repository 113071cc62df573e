package dev.lastframe.core.recovery;

import dev.lastframe.core.storage.OrphanFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The events of an unfinished recording: beside it or, for a later part, beside the part whose file
 * of events went on being written to.
 *
 * @param file where they are
 * @param told what they say
 * @param own whether they are beside it
 */
record FoundEvents(Path file, RecordedEvents told, boolean own) {

    /** Looks for them; those of another part are only taken when they name this one. */
    static Optional<FoundEvents> of(OrphanFiles files) throws IOException {
        Optional<RecordedEvents> own = RecordedEvents.read(files.events());
        if (own.isPresent()) {
            return Optional.of(new FoundEvents(files.events(), own.get(), true));
        }
        for (Path other : files.eventsOfOtherParts()) {
            Optional<RecordedEvents> told = RecordedEvents.read(other);
            if (told.isPresent() && told.get().parts().contains(files.publishedName())) {
                return Optional.of(new FoundEvents(other, told.get(), false));
            }
        }
        return Optional.empty();
    }
}
