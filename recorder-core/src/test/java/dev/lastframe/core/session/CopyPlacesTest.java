package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopyPlacesTest {

    private static final long MIB = 1024 * 1024;

    @TempDir private Path home;

    @Test
    void theFirstPlaceWithRoomForAllIsTaken() throws Exception {
        assertThat(chosen(Map.of("a", 11 * MIB, "b", 900 * MIB), 10 * MIB, MIB)).isEqualTo("a");
        assertThat(chosen(Map.of("a", 10 * MIB, "b", 11 * MIB), 10 * MIB, MIB)).isEqualTo("b");
    }

    @Test
    void whereNoneHasRoomForAllTheOneWithTheMostIsTaken() throws Exception {
        assertThat(chosen(Map.of("a", 30 * MIB, "b", 40 * MIB), 1000 * MIB, MIB)).isEqualTo("b");
    }

    @Test
    void aPlaceThatHasNoMoreThanWhatIsToBeLeftIsNone() throws Exception {
        assertThat(chosen(Map.of("a", 64 * MIB, "b", 10 * MIB), 1000 * MIB, 64 * MIB)).isNull();
    }

    @Test
    void whatIsReservedIsLockedAndNoted() throws Exception {
        CopyPlaces copies = new CopyPlaces(home.resolve("active"), folder -> 100 * MIB);

        CopyPlaces.Place place =
                copies.reserve(
                        List.of(new Refuge(home.resolve("a"), true)), "clip", 10 * MIB, 7 * MIB);

        assertThat(place).isNotNull();
        assertThat(place.leaveBytes()).isEqualTo(7 * MIB);
        assertThat(home.resolve("a/.clip.lock")).exists();
        assertThat(home.resolve("active")).isNotEmptyDirectory();
        place.files().close();
    }

    @Test
    void aFolderThatCannotBeMadeIsPassedOver() throws Exception {
        Files.writeString(home.resolve("a"), "no folder");

        assertThat(chosen(Map.of("a", 900 * MIB, "b", 900 * MIB), 10 * MIB, MIB)).isEqualTo("b");
    }

    private @Nullable String chosen(Map<String, Long> rooms, long bytes, long leave)
            throws InterruptedException, IOException {
        CopyPlaces copies =
                new CopyPlaces(
                        home.resolve("active"),
                        folder -> rooms.getOrDefault(String.valueOf(folder.getFileName()), 0L));
        CopyPlaces.Place place =
                copies.reserve(
                        List.of(
                                new Refuge(home.resolve("a"), true),
                                new Refuge(home.resolve("b"), true)),
                        "clip",
                        bytes,
                        leave);
        if (place == null) {
            return null;
        }
        place.files().close();
        return String.valueOf(place.files().folder().getFileName());
    }
}
