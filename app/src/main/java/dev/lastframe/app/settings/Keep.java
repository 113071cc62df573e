package dev.lastframe.app.settings;

/** Which files of a recording stay when both are there and proven. */
public enum Keep {
    /** The transport stream and the MP4 made from it. */
    BOTH("both"),
    /** The MP4; the transport stream goes once it is proven. */
    MP4("mp4"),
    /** The transport stream; no MP4 is made. */
    TRANSPORT_STREAM("ts");

    private final String id;

    Keep(String id) {
        this.id = id;
    }

    /** As in the settings file. */
    public String id() {
        return id;
    }

    /** The choice of that name; both for any other. */
    static Keep of(String id) {
        for (Keep choice : values()) {
            if (choice.id.equals(id)) {
                return choice;
            }
        }
        return BOTH;
    }
}
