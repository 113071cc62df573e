package dev.lastframe.core.sound;

/** Where sound comes from. */
public enum SoundKind {
    /** What the computer plays. */
    SYSTEM("system"),
    /** What a person says. */
    MICROPHONE("microphone");

    private final String id;

    SoundKind(String id) {
        this.id = id;
    }

    /** As it stands in settings, events and numbers. */
    public String id() {
        return id;
    }
}
