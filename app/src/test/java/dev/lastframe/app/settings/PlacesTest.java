package dev.lastframe.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.session.Refuge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacesTest {

    @TempDir private Path home;

    @Test
    void withoutVariablesTheXdgDefaultsHold() {
        Places places = Places.of(Map.of(), home, "Linux");

        assertThat(places.settingsFile())
                .isEqualTo(home.resolve(".config/lastframe/settings.json"));
        assertThat(places.state()).isEqualTo(home.resolve(".local/state/lastframe"));
        assertThat(places.cache()).isEqualTo(home.resolve(".cache/lastframe"));
        assertThat(places.recordings()).isEqualTo(home.resolve("Videos/Lastframe"));
    }

    @Test
    void aRecordingCanGoOnInTheUsualFolderTheStateFolderAndLastTheTemporaryOneOnADisk() {
        Places places = Places.of(Map.of(), home, "Linux");

        assertThat(places.refuges())
                .hasSize(3)
                .startsWith(
                        new Refuge(places.recordings(), true),
                        new Refuge(places.state().resolve("rescued"), true));
        assertThat(places.refuges().getLast().evenInMemory()).isFalse();
    }

    @Test
    void theVariablesAreFollowed() {
        Path elsewhere = home.resolve("else where");
        Places places =
                Places.of(
                        Map.of(
                                "XDG_CONFIG_HOME", elsewhere + "/c",
                                "XDG_STATE_HOME", elsewhere + "/s",
                                "XDG_CACHE_HOME", elsewhere + "/k"),
                        home,
                        "Linux");

        assertThat(places.config()).isEqualTo(elsewhere.resolve("c/lastframe"));
        assertThat(places.state()).isEqualTo(elsewhere.resolve("s/lastframe"));
        assertThat(places.cache()).isEqualTo(elsewhere.resolve("k/lastframe"));
    }

    @Test
    void socketsAreInTheSessionsFolderWhereItIsThisUsersAndShortEnough() throws IOException {
        Path own = Files.createDirectory(home.resolve("run"));
        Path temporary =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "lastframe-" + System.getProperty("user.name"));

        assertThat(runtime(own.toString())).isEqualTo(own.resolve("lastframe"));
        assertThat(runtime("")).isEqualTo(temporary);
        assertThat(runtime("run")).isEqualTo(temporary);
        assertThat(runtime(home.resolve("gone").toString())).isEqualTo(temporary);
        Path file = Files.createFile(home.resolve("file"));
        assertThat(runtime(file.toString())).isEqualTo(temporary);
        Path endless = Files.createDirectory(home.resolve("x".repeat(60)));
        assertThat(runtime(endless.toString())).isEqualTo(temporary);
    }

    private Path runtime(String variable) {
        return Places.of(Map.of("XDG_RUNTIME_DIR", variable), home, "Linux").runtime();
    }

    @Test
    void aRelativeVariableIsIgnored() {
        Places places = Places.of(Map.of("XDG_STATE_HOME", "state"), home, "Linux");

        assertThat(places.state()).isEqualTo(home.resolve(".local/state/lastframe"));
    }

    @Test
    void theVideosFolderIsTheDesktopsOwn() throws IOException {
        userDirs(
                "# a comment\nXDG_MUSIC_DIR=\"$HOME/Musik\"\nXDG_VIDEOS_DIR=\"$HOME/Meine \\\"Videos\\\"\"\n");

        assertThat(videos()).isEqualTo(home.resolve("Meine \"Videos\""));
    }

    @Test
    void theVideosFolderMayBeOnAnotherDisk() throws IOException {
        userDirs("XDG_VIDEOS_DIR=\"/mnt/videos\"\n");

        assertThat(videos()).isEqualTo(Path.of("/mnt/videos"));
    }

    @Test
    void aDesktopWithoutAVideosFolderNamesHome() throws IOException {
        userDirs("XDG_VIDEOS_DIR=\"$HOME/\"\n");

        assertThat(videos()).isEqualTo(home);
    }

    @Test
    void aRelativeVideosFolderIsIgnored() throws IOException {
        userDirs("XDG_VIDEOS_DIR=\"videos\"\n");

        assertThat(videos()).isEqualTo(home.resolve("Videos"));
    }

    @Test
    void otherSystemsHaveTheirOwnPlaces() {
        assertThat(Places.of(Map.of(), home, "Mac OS X").recordings())
                .isEqualTo(home.resolve("Movies/Lastframe"));
        assertThat(Places.of(Map.of(), home, "Windows 11").state())
                .isEqualTo(home.resolve("AppData/Local/Lastframe"));
    }

    private Path videos() {
        return Places.of(Map.of(), home, "Linux").videos();
    }

    private void userDirs(String content) throws IOException {
        Path config = Files.createDirectories(home.resolve(".config"));
        Files.writeString(config.resolve("user-dirs.dirs"), content);
    }
}
