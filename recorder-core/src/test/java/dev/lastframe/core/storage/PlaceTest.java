package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaceTest {

    @TempDir private Path folder;

    @Test
    void theRoomLeftIsKnownAlsoWhenTheFileWasGivenItsName() throws IOException {
        Path file = Files.createFile(folder.resolve("clip.recording.ts"));
        Place place = Place.of(file);

        Files.move(file, folder.resolve("clip.ts"));

        assertThat(place.freeBytes()).isPresent();
        assertThat(place.freeBytes().getAsLong()).isPositive();
    }
}
