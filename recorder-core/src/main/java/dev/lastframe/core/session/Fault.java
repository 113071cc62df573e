package dev.lastframe.core.session;

import org.jspecify.annotations.Nullable;

/**
 * A fault of the program itself, as it is reported.
 *
 * @param code short enough to be read over the phone; the same for the same fault
 * @param sentence what broke where, for a person
 * @param thread the name of the thread in which it happened
 * @param cause for the log
 */
public record Fault(String code, String sentence, String thread, Throwable cause) {

    private static final String OWN = "dev.lastframe.";
    private static final int OWN_FRAMES = 3;

    /** Causes may go round in a circle. */
    private static final int MOST_CAUSES = 8;

    /** Without the letters and digits that are mistaken for one another. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUP = 3;
    private static final int GROUPS = 2;

    /** FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;

    private static final long FNV_PRIME = 0x100000001b3L;

    /** Describes what was thrown. */
    public static Fault of(Throwable cause, Thread thread) {
        String code = code(cause);
        return new Fault(
                code,
                "Lastframe had a fault of its own: "
                        + cause.getClass().getSimpleName()
                        + " in the thread "
                        + thread.getName()
                        + ".",
                thread.getName(),
                cause);
    }

    /** By the classes that were thrown and where, without line numbers, addresses and messages. */
    private static String code(Throwable cause) {
        StringBuilder place = new StringBuilder();
        Throwable at = cause;
        place.append(at.getClass().getName()).append('\n');
        for (int depth = 1; depth < MOST_CAUSES && at.getCause() != null; depth++) {
            at = at.getCause();
            place.append(at.getClass().getName()).append('\n');
        }
        frames(at, place);
        return letters(hash(place));
    }

    /** The frame that threw, and the nearest of the program's own. */
    private static void frames(Throwable thrown, StringBuilder place) {
        int own = 0;
        int index = 0;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            boolean ours = frame.getClassName().startsWith(OWN);
            if ((ours && own < OWN_FRAMES) || index == 0) {
                place.append(stable(frame.getClassName()))
                        .append('.')
                        .append(stable(frame.getMethodName()))
                        .append('\n');
            }
            own += ours ? 1 : 0;
            index++;
        }
    }

    /** Names that the virtual machine makes up carry an address. */
    private static String stable(String name) {
        int address = name.indexOf("/0x");
        return address < 0 ? name : name.substring(0, address);
    }

    private static long hash(CharSequence text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    private static String letters(long hash) {
        StringBuilder code = new StringBuilder();
        long rest = hash;
        for (int i = 0; i < GROUP * GROUPS; i++) {
            if (i == GROUP) {
                code.append('-');
            }
            code.append(ALPHABET.charAt((int) Long.remainderUnsigned(rest, ALPHABET.length())));
            rest = Long.divideUnsigned(rest, ALPHABET.length());
        }
        return code.toString();
    }

    /** The fault behind an error that was handled, null where it was an ordinary failure. */
    static @Nullable Fault behind(Throwable handled) {
        Throwable cause = handled.getCause();
        return cause instanceof RuntimeException || cause instanceof Error
                ? of(cause, Thread.currentThread())
                : null;
    }
}
