package dev.lastframe.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.EventOptions;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsStoreTest {

    private static final Settings CHOSEN =
            Settings.DEFAULTS
                    .withTarget(new CaptureTarget.Region(-1920, 10, 640, 480))
                    .withPreset(Preset.STUDIO)
                    .withFps(60)
                    .withFolder(Path.of("/mnt/a folder"))
                    .withWindow(new WindowPosition(12, 34))
                    .withKeep(Keep.MP4)
                    .withConduct(Conduct.DEFAULTS.withCountdown(3).withTray(false))
                    .withSound(
                            new SoundSettings(
                                    new SoundSettings.Source(false, Optional.empty(), 0),
                                    new SoundSettings.Source(
                                            true,
                                            Optional.of(
                                                    new SoundSettings.Device(
                                                            "usb-1.mono", "A headset")),
                                            250),
                                    true))
                    .withEvents(
                            new EventOptions(false, true, List.of(Path.of("/var/log/an app.log"))))
                    .withLast(
                            new LastRecording(
                                    Path.of("/mnt/a folder/Lastframe 2.ts"),
                                    Duration.ofSeconds(134)));

    @TempDir private Path folder;

    @Test
    void theFirstStartHasDefaultsAndWritesNothing() {
        assertThat(load()).isEqualTo(new SettingsStore.Loaded(Settings.DEFAULTS, Optional.empty()));
        assertThat(file()).doesNotExist();
    }

    @Test
    void whatWasSavedIsReadAgain() {
        save(CHOSEN);

        assertThat(load().settings()).isEqualTo(CHOSEN);
    }

    @Test
    void theNewestSettingsWin() {
        try (SettingsStore store = store()) {
            for (int fps = 1; fps <= 60; fps++) {
                store.save(Settings.DEFAULTS.withFps(fps));
            }
        }

        assertThat(load().settings().fps()).isEqualTo(60);
    }

    @Test
    void anUnreadableFileIsSetAsideAndDefaultsServe() throws IOException {
        write("{ \"fps\": 60, ");

        SettingsStore.Loaded loaded = load();

        assertThat(loaded.settings()).isEqualTo(Settings.DEFAULTS);
        Path aside = loaded.setAside().orElseThrow();
        assertThat(aside.getFileName().toString()).startsWith("settings.json.unreadable-");
        assertThat(aside).hasContent("{ \"fps\": 60, ");
        assertThat(file()).doesNotExist();
    }

    @Test
    void twoUnreadableFilesOfTheSameSecondAreBothKept() throws IOException {
        write("first");
        Path first = load().setAside().orElseThrow();
        write("second");
        Path second = load().setAside().orElseThrow();

        assertThat(first).hasContent("first");
        assertThat(second).hasContent("second");
    }

    @Test
    void emptyFilesListsAndTrailingTextAreUnreadable() throws IOException {
        for (String content : List.of("", "[]", "7", "{} {}")) {
            write(content);
            assertThat(load().setAside()).as(content).isPresent();
        }
    }

    @Test
    void unknownKeysAreKept() throws IOException {
        write("{\"hotkey\": {\"record\": \"Super+F9\"}, \"fps\": 24, \"queueCapacity\": 80}");
        try (SettingsStore store = store()) {
            Settings settings = store.load().settings();
            store.save(settings.withFps(15));
        }

        assertThat(Files.readString(file())).contains("Super+F9").contains("15").contains("80");
    }

    @Test
    void aValueThatCannotBeUsedIsReplacedByItsDefault() throws IOException {
        write(
                "{\"fps\": 1000, \"preset\": \"cinema\", \"target\": 7, \"theme\": null,"
                        + " \"folder\": \"\", \"window\": \"left\", \"keep\": \"all\",\"tails\": 3, \"nameTemplate\": \" \"}");

        assertThat(load()).isEqualTo(new SettingsStore.Loaded(Settings.DEFAULTS, Optional.empty()));
    }

    @Test
    void tuningIsPassedOnUnchecked() throws IOException {
        write(
                "{\"queueCapacity\": \"not_a_number\", \"queueCapacityStudio\": 4,"
                        + " \"forceMillisInstant\": 1}");

        Settings settings = load().settings();

        assertThat(settings.tuning())
                .isEqualTo(
                        Map.of(
                                "queueCapacity",
                                "not_a_number",
                                "queueCapacityStudio",
                                "4",
                                "forceMillisInstant",
                                "1"));
        assertThat(settings.lookup("queueCapacityInstant")).isNull();
    }

    @Test
    void theFileIsItsOwnersAndNothingElseIsLeft() throws IOException {
        save(CHOSEN);

        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aWriteThatFailsLeavesTheOldContent() throws IOException {
        save(CHOSEN);
        // a folder in the way of the temporary file's rename
        Path target = folder.resolve("in the way");
        Files.createDirectories(target.resolve("full"));
        try (SettingsStore store = new SettingsStore(target, NanoClock.system())) {
            store.save(Settings.DEFAULTS);
        }

        assertThat(target.resolve("full")).isDirectory();
        assertThat(load().settings()).isEqualTo(CHOSEN);
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.writeString(folder.resolve("dotfile.json"), "{}");
        Files.createDirectories(file().getParent());
        Files.createSymbolicLink(file(), real);

        save(CHOSEN);

        assertThat(file()).isSymbolicLink();
        assertThat(Files.readString(real)).contains("studio");
    }

    private SettingsStore.Loaded load() {
        try (SettingsStore store = store()) {
            return store.load();
        }
    }

    private void save(Settings settings) {
        try (SettingsStore store = store()) {
            store.save(settings);
        }
    }

    private SettingsStore store() {
        return new SettingsStore(file(), NanoClock.system());
    }

    private Path file() {
        return folder.resolve("config/lastframe/settings.json");
    }

    private void write(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
    }
}
