package dev.lastframe.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** A {@link Conduct} as JSON. A value that cannot be used is replaced by its default. */
final class ConductJson {

    /** Not "keepWindow", which was written as true when nobody could choose it. */
    private static final String KEEP_WINDOW = "windowStays";

    private static final String COUNTDOWN = "countdown";
    private static final String STOP_AFTER = "stopAfterMinutes";
    private static final String STOP_AT = "stopAtMegabytes";
    private static final String TRAY = "tray";
    private static final String WELCOMED = "welcomed";
    private static final long MEGABYTE = 1_000_000;
    private static final long MOST_MEGABYTES = 100_000_000;

    private ConductJson() {}

    static Conduct read(JsonNode json) {
        int countdown = json.path(COUNTDOWN).asInt();
        long minutes = json.path(STOP_AFTER).asLong();
        long megabytes = json.path(STOP_AT).asLong();
        return new Conduct(
                json.path(KEEP_WINDOW).asBoolean(Conduct.DEFAULTS.keepWindow()),
                Conduct.COUNTDOWNS.contains(countdown) ? countdown : 0,
                minutes < 0 || minutes > Conduct.LONGEST.toMinutes()
                        ? Duration.ZERO
                        : Duration.ofMinutes(minutes),
                megabytes < 0 || megabytes > MOST_MEGABYTES ? 0 : megabytes * MEGABYTE,
                json.path(TRAY).asBoolean(Conduct.DEFAULTS.tray()),
                json.path(WELCOMED).asBoolean(false));
    }

    static void write(Conduct conduct, ObjectNode json) {
        json.put(KEEP_WINDOW, conduct.keepWindow());
        json.put(COUNTDOWN, conduct.countdownSeconds());
        json.put(STOP_AFTER, conduct.stopAfter().toMinutes());
        json.put(STOP_AT, conduct.stopAtBytes() / MEGABYTE);
        json.put(TRAY, conduct.tray());
        json.put(WELCOMED, conduct.welcomed());
    }
}
