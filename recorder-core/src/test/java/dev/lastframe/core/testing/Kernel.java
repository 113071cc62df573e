package dev.lastframe.core.testing;

/** What the running Linux can do. */
public final class Kernel {

    private static final int MAJOR = 1000;

    /** The first that gives a thread the turns it asks for. */
    private static final int TURNS = 6 * MAJOR + 12;

    private Kernel() {}

    /** Whether a thread may ask for the length of its turns. */
    public static boolean givesTurns() {
        String[] release = System.getProperty("os.version").split("\\D+", 3);
        return Integer.parseInt(release[0]) * MAJOR + Integer.parseInt(release[1]) >= TURNS;
    }
}
