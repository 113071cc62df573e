package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock file that this process holds locked. It is removed before it is unlocked, so that whoever
 * had opened it meanwhile sees that it is gone; and who locks one looks whether it still is the
 * file of that name. A lock that somebody else holds is never removed. Used by one thread at a
 * time; closing twice is harmless.
 */
final class LockFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LockFile.class);

    /**
     * Somebody removing his lock can come between the look and the lock, but not again and again.
     */
    private static final int ATTEMPTS = 5;

    /** The system's own way, except in a test. */
    @FunctionalInterface
    interface Locking {
        @Nullable FileLock tryLock(FileChannel channel) throws IOException;
    }

    private final Path file;
    private final FileIdentity identity;
    private final FileChannel channel;
    private final FileLock lock;
    private final ProcessLocks.Claim claim;
    private final boolean created;
    private boolean closed;

    private LockFile(
            Path file,
            FileIdentity identity,
            FileChannel channel,
            FileLock lock,
            ProcessLocks.Claim claim,
            boolean created) {
        this.file = file;
        this.identity = identity;
        this.channel = channel;
        this.lock = lock;
        this.claim = claim;
        this.created = created;
    }

    /**
     * Creates the file and locks it.
     *
     * @return null if it exists, or somebody was faster
     * @throws IOException when the folder takes no file or knows no locks; none is left then
     */
    static @Nullable LockFile create(Path file) throws IOException {
        return create(file, FileChannel::tryLock);
    }

    static @Nullable LockFile create(Path file, Locking locking) throws IOException {
        ProcessLocks.Claim claim = ProcessLocks.claim(file);
        if (claim == null) {
            return null;
        }
        LockFile made = null;
        try {
            made = create(file, claim, locking);
            return made;
        } finally {
            if (made == null) {
                claim.release();
            }
        }
    }

    /**
     * Locks the file, and creates it where it is missing.
     *
     * @return null if somebody holds it, this process included
     * @throws IOException when it can be neither opened nor created
     */
    static @Nullable LockFile take(Path file) throws IOException {
        ProcessLocks.Claim claim = ProcessLocks.claim(file);
        if (claim == null) {
            return null;
        }
        LockFile taken = null;
        try {
            for (int i = 0; i < ATTEMPTS && taken == null; i++) {
                FileIdentity before = FileIdentity.of(file);
                if (before == null) {
                    taken = create(file, claim, FileChannel::tryLock);
                } else {
                    taken = open(file, claim, before);
                    if (taken == null && before.equals(FileIdentity.of(file))) {
                        return null;
                    }
                }
            }
            return taken;
        } finally {
            if (taken == null) {
                claim.release();
            }
        }
    }

    private static @Nullable LockFile create(Path file, ProcessLocks.Claim claim, Locking locking)
            throws IOException {
        FileChannel channel;
        try {
            channel = OwnerOnly.createNew(file);
        } catch (FileAlreadyExistsException exists) {
            return null;
        }
        FileIdentity ours = FileIdentity.of(file);
        FileLock lock;
        try {
            lock = locking.tryLock(channel);
        } catch (IOException | RuntimeException noLocksHere) {
            // As on a network folder without a lock service: nobody can hold it.
            channel.close();
            if (ours != null) {
                ours.delete(file);
            }
            throw noLocksHere;
        }
        if (lock == null || ours == null || !ours.equals(FileIdentity.of(file))) {
            // Whoever locked it in between has looked, or is about to, and removes it himself; by
            // now another one may be there.
            channel.close();
            return null;
        }
        return new LockFile(file, ours, channel, lock, claim, true);
    }

    private static @Nullable LockFile open(Path file, ProcessLocks.Claim claim, FileIdentity before)
            throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException gone) {
            return null;
        }
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            ProcessLocks.keepOpen(channel);
            return null;
        } catch (IOException | RuntimeException noLocksHere) {
            channel.close();
            throw noLocksHere;
        }
        if (lock == null || !before.equals(FileIdentity.of(file))) {
            channel.close();
            return null;
        }
        return new LockFile(file, before, channel, lock, claim, false);
    }

    /** Whether there was no such file before. */
    boolean created() {
        return created;
    }

    /** Removes the file, unless another one has its name by now, and unlocks it. */
    void remove() throws IOException {
        if (!closed) {
            try {
                identity.delete(file);
            } finally {
                close();
            }
        }
    }

    /** Unlocks the file and leaves it. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            if (lock.isValid()) {
                lock.release();
            }
        } catch (IOException unreleased) {
            LOG.debug("closing releases {} too: {}", file, unreleased.toString());
            throw unreleased;
        } finally {
            claim.release();
        }
    }
}
