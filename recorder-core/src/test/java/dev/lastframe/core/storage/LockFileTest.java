package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LockFileTest {

    @TempDir private Path folder;

    @Test
    void whatIsTakenCannotBeTakenAgainUntilItIsGivenBack() throws IOException {
        Path file = folder.resolve(".clip.lock");
        try (LockFile first = LockFile.take(file)) {
            assertThat(first).isNotNull();
            assertThat(first.created()).isTrue();
            assertThat(LockFile.take(file)).isNull();
            assertThat(LockFile.create(file)).isNull();
            assertThat(file).exists();
        }
        try (LockFile second = LockFile.take(file)) {
            assertThat(second).isNotNull();
            assertThat(second.created()).isFalse();
            second.remove();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aLinkToTheFolderIsTheSameFolder() throws IOException {
        Path link = folder.resolve("link");
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(link, real);
        try (LockFile first = LockFile.take(real.resolve(".clip.lock"))) {
            assertThat(first).isNotNull();
            assertThat(LockFile.take(link.resolve(".clip.lock"))).isNull();
        }
    }

    @Test
    void lookingAtALockOfThisProcessDoesNotUnlockIt() throws Exception {
        Path file = folder.resolve(".clip.lock");
        try (LockFile held = LockFile.take(file)) {
            assertThat(held).isNotNull();
            for (int i = 0; i < 3; i++) {
                assertThat(LockFile.take(file)).isNull();
            }
            assertThat(systemKnowsALockOf(file)).isTrue();
        }
        assertThat(systemKnowsALockOf(file)).isFalse();
    }

    /** Whoever locks without a claim keeps his lock too: the descriptor that looked stays open. */
    @Test
    void norALockThatWasTakenInAnotherWay() throws Exception {
        Path file = Files.createFile(folder.resolve(".clip.lock"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(LockFile.take(file)).isNull();

            assertThat(lock.isValid()).isTrue();
            assertThat(systemKnowsALockOf(file)).isTrue();
        }
    }

    @Test
    void aLockThatSomebodyHoldsIsNotRemoved() throws Exception {
        Path file = Files.createFile(folder.resolve(".clip.lock"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(channel.lock().isValid()).isTrue();

            assertThat(LockFile.take(file)).isNull();
            assertThat(LockFile.create(file)).isNull();

            assertThat(file).exists();
        }
    }

    @Test
    void aFolderWithoutLocksIsLeftWithoutALockFile() {
        Path file = folder.resolve(".clip.lock");

        assertThatThrownBy(() ->
                        LockFile.create(
                                file,
                                channel -> {
                                    throw new IOException("No locks available");
                                }))
                .hasMessage("No locks available");

        assertThat(file).doesNotExist();
        assertThat(systemForgets(file)).as("the claim is given back").isTrue();
    }

    @Test
    void whoCreatesItAndFindsItLockedLeavesItToTheOther() throws IOException {
        Path file = folder.resolve(".clip.lock");

        assertThat(LockFile.create(file, channel -> null)).isNull();

        assertThat(file).exists();
    }

    @Test
    void whoCreatesItAndFindsItRemovedDoesNotHoldIt() throws IOException {
        Path file = folder.resolve(".clip.lock");

        LockFile lock =
                LockFile.create(
                        file,
                        channel -> {
                            FileLock own = channel.tryLock();
                            Files.delete(file);
                            return own;
                        });

        assertThat(lock).isNull();
        assertThat(file).doesNotExist();
    }

    @Test
    void whoCreatesItAndFindsAnotherInItsPlaceDoesNotHoldIt() throws IOException {
        Path file = folder.resolve(".clip.lock");

        LockFile lock =
                LockFile.create(
                        file,
                        channel -> {
                            FileLock own = channel.tryLock();
                            Files.delete(file);
                            Files.createFile(file);
                            return own;
                        });

        assertThat(lock).isNull();
        assertThat(file).as("somebody else's").exists();
    }

    @Test
    void aFileThatSomebodyElsePutInItsPlaceIsNotRemoved() throws IOException {
        Path file = folder.resolve(".clip.lock");
        LockFile lock = LockFile.take(file);
        assertThat(lock).isNotNull();
        Files.delete(file);
        Files.createFile(file);

        lock.remove();

        assertThat(file).as("somebody else's").exists();
    }

    @Test
    void removingAndClosingTwiceIsHarmless() throws IOException {
        Path file = folder.resolve(".clip.lock");
        LockFile lock = LockFile.take(file);
        assertThat(lock).isNotNull();

        lock.remove();
        Files.createFile(file);
        lock.remove();
        lock.close();

        assertThat(file).as("somebody else's by now").exists();
    }

    @Test
    void anotherWayToLockSeesItToo() throws IOException {
        Path file = folder.resolve(".clip.lock");
        try (LockFile held = LockFile.take(file);
                FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }
    }

    private static boolean systemForgets(Path file) {
        try (LockFile again = LockFile.take(file)) {
            return again != null;
        } catch (IOException failed) {
            return false;
        }
    }

    /** Asks the kernel: this process's own idea of its locks can be wrong. */
    private static boolean systemKnowsALockOf(Path file) throws IOException {
        Object inode = Files.getAttribute(file, "unix:ino");
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(line -> line.matches(".*:" + inode + " .*"));
    }
}
