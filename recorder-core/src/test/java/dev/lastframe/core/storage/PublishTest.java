package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class PublishTest {

    @TempDir private Path folder;

    @Test
    void aFileGetsItsNewName() throws IOException {
        Path from = Files.writeString(folder.resolve("clip.recording.ts"), "video");
        Path to = folder.resolve("clip.ts");

        Publish.withoutReplacing(from, to);

        assertThat(to).hasContent("video");
        assertThat(from).doesNotExist();
    }

    @Test
    void aFileThatIsThereSurvivesAndNothingChanges() throws IOException {
        Path from = Files.writeString(folder.resolve("clip.recording.ts"), "video");
        Path to = Files.writeString(folder.resolve("clip.ts"), "somebody else's");

        assertThatThrownBy(() -> Publish.withoutReplacing(from, to))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(to).hasContent("somebody else's");
        assertThat(from).hasContent("video");
    }

    @Test
    void aLinkThatLeadsNowhereIsNotReplacedEither() throws IOException {
        Path from = Files.writeString(folder.resolve("clip.recording.ts"), "video");
        Path to = Files.createSymbolicLink(folder.resolve("clip.ts"), folder.resolve("gone away"));

        assertThatThrownBy(() -> Publish.withoutReplacing(from, to))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(to).isSymbolicLink();
        assertThat(from).hasContent("video");
    }

    @Test
    void ofTwoThatWantOneNameExactlyOneGetsIt() throws Exception {
        for (int round = 0; round < 100; round++) {
            Path to = folder.resolve("clip " + round + ".ts");
            CyclicBarrier together = new CyclicBarrier(2);
            AtomicInteger refused = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Path from = Files.writeString(folder.resolve(round + "-" + i), "video " + i);
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        together.await();
                                        Publish.withoutReplacing(from, to);
                                    } catch (FileAlreadyExistsException taken) {
                                        refused.incrementAndGet();
                                    } catch (Exception broken) {
                                        refused.addAndGet(100);
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(refused).hasValue(1);
            assertThat(to).exists();
            assertThat(
                            Files.exists(folder.resolve(round + "-0"))
                                    ^ Files.exists(folder.resolve(round + "-1")))
                    .as("the loser keeps its file")
                    .isTrue();
        }
    }

    @Test
    void namesWithSpacesQuotesAndEmojiAreTheSameNamesAfterwards() throws IOException {
        Path from = Files.writeString(folder.resolve("mein \"Clip\" 🎬.recording.ts"), "video");
        Path to = folder.resolve("mein 'Clip' 🎬 日本.ts");

        Publish.withoutReplacing(from, to);

        try (var names = Files.list(folder)) {
            assertThat(names).containsExactly(to);
        }
    }

    @Test
    void aMissingFileAndAMissingFolderAreFailures() throws IOException {
        Path from = Files.writeString(folder.resolve("clip.recording.ts"), "video");

        assertThatThrownBy(() ->
                        Publish.withoutReplacing(
                                folder.resolve("nothing"), folder.resolve("clip.ts")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(
                        () -> Publish.withoutReplacing(from, folder.resolve("no folder/clip.ts")))
                .isInstanceOf(IOException.class);
        assertThat(from).hasContent("video");
    }

    @Test
    void aFolderCanBeForced() {
        assertThatCode(() -> Publish.forceFolder(folder)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Publish.forceFolder(folder.resolve("missing")))
                .isInstanceOf(IOException.class);
    }
}
