package dev.lastframe.app.bench;

import dev.lastframe.core.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real file system of its own, in a file, that stands still most of the time: whoever writes to
 * it or forces it waits. Needs the right to mount. Used by one thread; closed by any.
 */
final class FrozenDisk implements AutoCloseable {

    private static final long BYTES = 256L * 1024 * 1024;

    /** Longer than a tick, a queue full of pictures and the longest time between two writes. */
    private static final Duration FROZEN = Duration.ofMillis(400);

    private static final Duration THAWED = Duration.ofMillis(100);

    private final Path folder;
    private volatile Optional<Thread> winter = Optional.empty();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean ended;

    private FrozenDisk(Path folder) {
        this.folder = folder;
    }

    /** Makes and mounts one; empty where that is not allowed or a program is missing. */
    static Optional<FrozenDisk> mount(Path home) {
        for (String program : new String[] {"mkfs.ext4", "mount", "umount", "fsfreeze"}) {
            if (Programs.find(program).isEmpty()) {
                return Optional.empty();
            }
        }
        Path image = home.resolve("disk.img");
        Path folder = home.resolve("disk");
        try {
            Files.createDirectory(folder);
            ProgramOutput.of("truncate", "truncate", "-s", Long.toString(BYTES), image.toString());
            ProgramOutput.of("mkfs.ext4", "mkfs.ext4", "-q", image.toString());
            ProgramOutput.of("mount", "mount", "-o", "loop", image.toString(), folder.toString());
            FrozenDisk disk = new FrozenDisk(folder);
            // Whoever interrupts the benchmark shall not keep a frozen disk.
            Runtime.getRuntime().addShutdownHook(new Thread(disk::close));
            return Optional.of(disk);
        } catch (BenchFailure refused) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path folder() {
        return folder;
    }

    /** From now on it is frozen four fifths of the time. */
    void freeze() {
        ended = false;
        winter = Optional.of(Thread.ofPlatform().daemon().name("bench-frost").start(this::freezes));
    }

    private void freezes() {
        while (!ended) {
            ProgramOutput.of("fsfreeze", "fsfreeze", "--freeze", folder.toString());
            pause(FROZEN);
            ProgramOutput.of("fsfreeze", "fsfreeze", "--unfreeze", folder.toString());
            pause(THAWED);
        }
    }

    /** It is a disk like others again. */
    void thaw() {
        ended = true;
        winter.ifPresent(FrozenDisk::join);
        winter = Optional.empty();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            thaw();
            ProgramOutput.of("umount", "umount", "--lazy", folder.toString());
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
