package dev.lastframe.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home in which nothing can be made: a file stands where its folder would be. */
final class ShelterTest {

    @TempDir private Path folder;

    @Test
    void aHomeThatCanBeWrittenIsUsedAndNothingIsMadeInIt() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Places places = Places.of(Map.of(), home, "Linux");
        assertThat(shelter(places)).isEqualTo(places);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void elseAllIsInOnesOwnTemporaryFolder() throws IOException {
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        Places places = Places.of(Map.of(), brokenHome(), "Linux");
        Places instead = shelter(places);
        Path own = tmp.resolve("lastframe-home-ann");
        assertThat(instead.refused()).contains(own);
        assertThat(List.of(instead.state(), instead.config(), instead.cache()))
                .allMatch(place -> place.startsWith(own));
        assertThat(instead.recordings()).isEqualTo(own.resolve("Videos/Lastframe"));
        assertThat(instead.runtime()).isEqualTo(places.runtime());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
    }

    @Test
    void aVideosFolderThatCanBeWrittenStays() throws IOException {
        Files.createDirectory(folder.resolve("tmp"));
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createFile(home.resolve(".config"));
        Places places = Places.of(Map.of(), home, "Linux");
        assertThat(shelter(places).recordings()).isEqualTo(places.recordings());
    }

    @Test
    void aLinkThatSomebodyLaidThereIsNotFollowed() throws IOException {
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Files.createSymbolicLink(tmp.resolve("lastframe-home-ann"), theirs);
        Places places = Places.of(Map.of(), brokenHome(), "Linux");
        assertThat(shelter(places)).isEqualTo(places);
    }

    private Places shelter(Places places) {
        return Shelter.of(places, List.of(folder.resolve("tmp")), "ann");
    }

    private Path brokenHome() throws IOException {
        return Files.createFile(folder.resolve("home"));
    }
}
