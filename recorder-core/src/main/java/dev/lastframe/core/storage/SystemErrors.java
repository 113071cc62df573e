package dev.lastframe.core.storage;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.storage.StorageException.Reason;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Recognises why the system refused a file operation. Java passes on only the system's words, in
 * the person's language, and not its number: the words of the numbers that matter are asked of the
 * same system, and English ones are known. Callable from any thread.
 */
final class SystemErrors {

    private static final String OS = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    private static final boolean MAC = OS.startsWith("mac");
    private static final int MOST_WORDS_BYTES = 1024;

    /** From errno.h; above 34 Linux and macOS differ. */
    private static final Map<Integer, Reason> NUMBERS =
            Map.ofEntries(
                    Map.entry(2, Reason.FOLDER_GONE), // ENOENT
                    Map.entry(5, Reason.IO_ERROR), // EIO
                    Map.entry(6, Reason.IO_ERROR), // ENXIO: no such device or address
                    Map.entry(19, Reason.IO_ERROR), // ENODEV: unplugged
                    Map.entry(20, Reason.FOLDER_GONE), // ENOTDIR
                    Map.entry(28, Reason.DISK_FULL), // ENOSPC
                    Map.entry(30, Reason.READ_ONLY), // EROFS
                    Map.entry(MAC ? 70 : 116, Reason.FOLDER_GONE), // ESTALE: gone on the server
                    Map.entry(MAC ? 69 : 122, Reason.QUOTA)); // EDQUOT

    private static final Map<Reason, List<String>> ENGLISH =
            Map.of(
                    Reason.DISK_FULL, List.of("no space", "not enough space"),
                    Reason.QUOTA, List.of("quota"),
                    Reason.READ_ONLY, List.of("read-only", "write protected"),
                    Reason.IO_ERROR,
                            List.of(
                                    "input/output error",
                                    "i/o error",
                                    "no such device",
                                    "i/o device"),
                    Reason.FOLDER_GONE, List.of("stale file handle"));

    private final IntFunction<@Nullable String> words;

    /**
     * @param words the system's words for a number, null where it has none
     */
    SystemErrors(IntFunction<@Nullable String> words) {
        this.words = words;
    }

    /** Those of this computer. */
    static SystemErrors ofThisSystem() {
        return new SystemErrors(SystemErrors::strerror);
    }

    /** What the system said, without the names of files, which may contain anything. */
    static String text(Throwable failure) {
        return failure instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(failure.getMessage());
    }

    /** The reason behind the failure, where it is one of those with a name. */
    Optional<Reason> reason(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return Optional.of(Reason.FOLDER_GONE);
        }
        String text = text(failure);
        for (Map.Entry<Integer, Reason> known : NUMBERS.entrySet()) {
            if (text.equals(words.apply(known.getKey()))) {
                return Optional.of(known.getValue());
            }
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return ENGLISH.entrySet().stream()
                .filter(known -> known.getValue().stream().anyMatch(lower::contains))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** In the system's words, as Java's own exceptions have them; null where there are none. */
    static @Nullable String strerror(int number) {
        Optional<MethodHandle> function = Strerror.HANDLE;
        if (function.isEmpty()) {
            return null;
        }
        try {
            MemorySegment text = (MemorySegment) function.get().invokeExact(number);
            MemorySegment bytes = text.reinterpret(MOST_WORDS_BYTES);
            // Byte by byte: what lies behind the text's end may not be ours to read.
            long length = 0;
            while (length < MOST_WORDS_BYTES && bytes.get(JAVA_BYTE, length) != 0) {
                length++;
            }
            return new String(bytes.asSlice(0, length).toArray(JAVA_BYTE), names());
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw new IllegalStateException("strerror failed", fault);
        }
    }

    private static Charset names() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    /** The C library's function, where errors are the C library's. */
    private static final class Strerror {
        static final Optional<MethodHandle> HANDLE =
                OS.startsWith("windows")
                        ? Optional.empty()
                        : Linker.nativeLinker()
                                .defaultLookup()
                                .find("strerror")
                                .map(address ->
                                        Linker.nativeLinker()
                                                .downcallHandle(
                                                        address,
                                                        FunctionDescriptor.of(ADDRESS, JAVA_INT)));
    }
}
