package dev.lastframe.app.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An older version, the built one over it, none: by the system's own tools. {@code mvn -Pdist
 * verify} runs it.
 */
@Timeout(900)
final class UpgradeProof {

    @TempDir private Path home;
    @TempDir private Path packages;

    @Test
    void anUpgradeKeepsTheSettingsAndARemovalLeavesOnlyThemAndTheRecordings() throws IOException {
        Deb.satisfy();
        Map<String, String> before = SystemFiles.now();
        Path first;
        Path second;
        try (Session session = new Session(home)) {
            try {
                Deb.install(Deb.older(packages));
                assertThat(Deb.version()).isEqualTo("0.0.1");
                assertThat(Deb.ONLY_OLDER).exists();
                Files.createDirectories(session.settings().getParent());
                Files.writeString(session.settings(), "{\"nameTemplate\":\"bug\"}");
                session.startsFromTheMenu();
                first = session.records();
                assertThat(first).hasFileName("bug.mp4");
                Deb.endPrograms();
                String settings = Files.readString(session.settings());
                assertThat(settings).contains("bug");
                byte[] bytes = Files.readAllBytes(first);

                Deb.install(Deb.built());

                assertThat(Deb.version()).isEqualTo(Deb.versionBuilt());
                assertThat(Deb.ONLY_OLDER).doesNotExist();
                assertThat(session.settings()).hasContent(settings);
                assertThat(first).hasBinaryContent(bytes);
                session.startsFromTheMenu();
                second = session.records();
                assertThat(second).hasFileName("bug (2).mp4");
                Deb.endPrograms();
            } finally {
                Deb.remove();
            }
        }

        assertThat(Deb.version()).isEmpty();
        assertThat(difference(before, SystemFiles.now())).isEmpty();
        Ffmpeg.requireUndamaged(first);
        Ffmpeg.requireUndamaged(second);
        try (Stream<Path> left = Files.walk(home)) {
            assertThat(
                            left.filter(Files::isRegularFile)
                                    .map(file -> home.relativize(file).toString())
                                    // The test's own, and the session's, which goes with it.
                                    .filter(file -> !file.matches("(out|err)\\d+\\.txt|run/.*")))
                    .contains(".config/lastframe/settings.json")
                    .allMatch(file ->
                            file.startsWith("Videos/Lastframe/bug")
                                    || file.equals(".config/lastframe/settings.json")
                                    || file.startsWith(".local/state/lastframe/"));
        }
    }

    /** What is new, gone or another: the path and both its facts. */
    private static Map<String, String> difference(
            Map<String, String> before, Map<String, String> after) {
        Map<String, String> other = new TreeMap<>();
        before.forEach((path, facts) -> {
            String now = after.getOrDefault(path, "gone");
            if (!now.equals(facts)) {
                other.put(path, facts + " -> " + now);
            }
        });
        after.forEach((path, facts) -> {
            if (!before.containsKey(path)) {
                other.put(path, "new: " + facts);
            }
        });
        return other;
    }
}
