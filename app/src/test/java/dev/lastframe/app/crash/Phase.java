package dev.lastframe.app.crash;

/** Where in its life a recording is killed. */
enum Phase {
    /** Before the file has its first byte. */
    START_UP("start-up", 1),
    /** Within 300 ms of the first byte. */
    FIRST_FRAME("first frame", 1),
    /** In the middle. */
    STEADY("steady", 4),
    /** After a signal asked it to stop. */
    STOPPING("stopping", 2),
    /** While, or a moment after, the file is given its name. */
    PUBLISHING("publishing", 1),
    /** In the middle; then the recovery is killed, too, and run again. */
    RECOVERING("recovery", 1);

    private final String words;
    private final int weight;

    Phase(String words, int weight) {
        this.words = words;
        this.weight = weight;
    }

    /** As it stands in tables. */
    String words() {
        return words;
    }

    /** How often it is drawn, compared with the others. */
    int weight() {
        return weight;
    }
}
