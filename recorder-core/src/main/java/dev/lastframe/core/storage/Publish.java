package dev.lastframe.core.storage;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/**
 * Renames without ever replacing a file. {@code Files.move} with {@code ATOMIC_MOVE} replaces
 * silently, so Linux's {@code renameat2} is called; where a file system or platform lacks it, a
 * hard link is made, which fails when the name is taken, and the old name removed.
 */
final class Publish {

    private static final int AT_FDCWD = -100;
    private static final int RENAME_NOREPLACE = 1;
    private static final int EEXIST = 17;
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;
    private static final String OS = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);

    /** What publishing does to the file system, so that tests can let each step fail. */
    interface Steps {

        /** See {@link #withoutReplacing}. */
        void rename(Path from, Path to) throws IOException;

        /** See {@link Publish#forceFolder}. */
        void forceFolder(Path folder) throws IOException;
    }

    static final Steps STEPS =
            new Steps() {
                @Override
                public void rename(Path from, Path to) throws IOException {
                    withoutReplacing(from, to);
                }

                @Override
                public void forceFolder(Path folder) throws IOException {
                    Publish.forceFolder(folder);
                }
            };

    private Publish() {}

    /**
     * Gives the file its new name in one step.
     *
     * @throws FileAlreadyExistsException if the new name is taken; nothing has changed then
     */
    static void withoutReplacing(Path from, Path to) throws IOException {
        Optional<MethodHandle> rename = Renameat2.HANDLE;
        if (rename.isPresent()) {
            int error = renameat2(rename.get(), from, to);
            switch (error) {
                case 0 -> {
                    return;
                }
                case EEXIST -> throw new FileAlreadyExistsException(to.toString());
                case EINVAL, ENOSYS -> link(from, to);
                default ->
                        throw new FileSystemException(
                                from.toString(), to.toString(), SystemErrors.strerror(error));
            }
        } else if (OS.startsWith("windows")) {
            // Windows' own move fails when the target exists, unless it is told to replace.
            Files.move(from, to);
        } else {
            link(from, to);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            // Not in one step, but the names are reserved, and this move refuses to replace.
            Files.move(from, to);
            return;
        }
        Files.delete(from);
    }

    /** A path as the C library wants it: in the file system's own encoding, whatever it is. */
    private static MemorySegment path(Arena arena, Path path, Charset names) {
        byte[] bytes = path.toAbsolutePath().toString().getBytes(names);
        MemorySegment text = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        return text;
    }

    /** Makes the names in a folder survive a power cut, where the system can. */
    static void forceFolder(Path folder) throws IOException {
        if (!OS.startsWith("windows")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static int renameat2(MethodHandle handle, Path from, Path to) throws IOException {
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Renameat2.STATE);
            int result =
                    (int)
                            handle.invokeExact(
                                    state,
                                    AT_FDCWD,
                                    path(arena, from, names),
                                    AT_FDCWD,
                                    path(arena, to, names),
                                    RENAME_NOREPLACE);
            return result == 0 ? 0 : (int) Renameat2.ERRNO.get(state, 0L);
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw new IOException("rename failed", fault);
        }
    }

    /** The C library's function, where there is one. */
    private static final class Renameat2 {
        static final StructLayout STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERRNO =
                STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        static final Optional<MethodHandle> HANDLE =
                OS.startsWith("linux")
                        ? Linker.nativeLinker()
                                .defaultLookup()
                                .find("renameat2")
                                .map(address ->
                                        Linker.nativeLinker()
                                                .downcallHandle(
                                                        address,
                                                        FunctionDescriptor.of(
                                                                JAVA_INT, JAVA_INT,
                                                                ADDRESS, JAVA_INT,
                                                                ADDRESS, JAVA_INT),
                                                        Linker.Option.captureCallState("errno")))
                        : Optional.empty();
    }
}
