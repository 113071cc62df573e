package dev.lastframe.core.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux tells of a thread at one moment.
 *
 * @param name as far as the system keeps it
 * @param nice -20 to 19
 * @param policy of the scheduler, by its number in {@code sched.h}
 */
public record TaskStat(String name, int nice, int policy) {

    private static final Path CALLER = Path.of("/proc/thread-self");
    private static final int NICE_BEHIND_NAME = 16;
    private static final int POLICY_BEHIND_NAME = 38;

    /** Of the calling platform thread. */
    public static TaskStat ofCaller() throws IOException {
        return parse(Files.readString(CALLER.resolve("stat")));
    }

    /**
     * Of any thread of this process.
     *
     * @param thread its folder in {@code /proc/self/task}
     * @return empty where it has ended
     */
    public static Optional<TaskStat> of(Path thread) throws IOException {
        try {
            return Optional.of(parse(Files.readString(thread.resolve("stat"))));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException unread) {
            // it was opened, and the thread ended before it was read
            if (Files.exists(thread)) {
                throw unread;
            }
            return Optional.empty();
        }
    }

    private static TaskStat parse(String stat) {
        // the name may hold anything, also what closes it
        int behind = stat.lastIndexOf(')');
        String[] words = stat.substring(behind + 2).split(" ", -1);
        String name = stat.substring(stat.indexOf('(') + 1, behind);
        return new TaskStat(
                name,
                Integer.parseInt(words[NICE_BEHIND_NAME]),
                Integer.parseInt(words[POLICY_BEHIND_NAME]));
    }
}
