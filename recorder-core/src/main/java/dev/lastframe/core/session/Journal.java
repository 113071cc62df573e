package dev.lastframe.core.session;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.events.EventTrack;
import dev.lastframe.core.storage.ForcePolicy;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The recording's events on the video's clock. Lines before {@link #begin} are not written.
 * Callable by any thread; never blocks.
 */
final class Journal {

    private final NanoClock clock;
    private volatile @Nullable Begun begun;

    private record Begun(EventTrack track, Timeline timeline) {}

    Journal(NanoClock clock) {
        this.clock = clock;
    }

    /**
     * From now on lines are written.
     *
     * @param sink takes a line; never blocks
     */
    void begin(Consumer<String> sink, Timeline timeline) {
        begun = new Begun(new EventTrack(sink), timeline);
    }

    /** Loads what the first line needs: some tens of milliseconds that would make ticks late. */
    static void rehearse() {
        new EventTrack(line -> {}).write(0, "start", json -> json.writeNumberField("t", 0L));
    }

    /**
     * From now on lines go to another file, whose first line is a header of its own.
     *
     * @param part the number of the part that it is beside
     * @param first the recording's first events
     */
    void continueIn(Consumer<String> sink, Header header, int part, String first) {
        Begun b = begun;
        if (b == null) {
            return;
        }
        EventTrack track = new EventTrack(sink);
        track.write(
                0,
                "start",
                json -> {
                    header.write(json);
                    json.writeNumberField("part", part);
                    json.writeStringField("continues", first);
                });
        begun = new Begun(track, b.timeline);
    }

    /** Now, on the video's clock; 0 before the beginning. */
    long nowMicros() {
        return micros(clock.nanoTime());
    }

    /** A moment on the video's clock; 0 before the beginning. */
    long micros(long nanos) {
        Begun b = begun;
        return b == null ? 0 : b.timeline.micros(nanos);
    }

    /** The first line. */
    void start(Header header) {
        write(0, "start", header::write);
    }

    /**
     * What the first line says.
     *
     * @param wall the moment of presentation time 0, on the wall clock
     * @param startNanos the same on the monotonic clock
     * @param encoder the one that is expected to be used
     * @param forcing what a power cut may cost, unless an event widens it
     * @param screens the monitors there are
     * @param input where pointer and keys are seen: {@code x11}, {@code none}, or {@code off}
     * @param withoutInput why there is none; empty where there is, or it was not wanted
     * @param sound the sources that are heard, with commas between; empty for a silent recording
     * @param microphoneApart whether the microphone is in a file of its own
     */
    record Header(
            String wall,
            long startNanos,
            String target,
            int width,
            int height,
            String capture,
            String preset,
            String encoder,
            int fps,
            ForcePolicy forcing,
            List<ScreenInfo> screens,
            String input,
            String withoutInput,
            String sound,
            boolean microphoneApart) {

        private void write(JsonGenerator json) throws IOException {
            json.writeNumberField("version", EventTrack.VERSION);
            json.writeStringField("wall", wall);
            json.writeNumberField("nanoTime", startNanos);
            json.writeStringField("target", target);
            json.writeNumberField("width", width);
            json.writeNumberField("height", height);
            json.writeStringField("capture", capture);
            json.writeStringField("preset", preset);
            json.writeStringField("encoder", encoder);
            json.writeNumberField("fps", fps);
            json.writeNumberField("lossBoundMillis", Recording.LOSS_BOUND_MILLIS);
            json.writeNumberField("powerLossBoundMillis", forcing.age().toMillis());
            json.writeNumberField("powerLossBoundBytes", forcing.bytes());
            json.writeStringField("input", input);
            if (!withoutInput.isEmpty()) {
                json.writeStringField("inputReason", withoutInput);
            }
            json.writeStringField("sound", sound);
            if (microphoneApart) {
                json.writeBooleanField("microphoneTrack", true);
            }
            json.writeArrayFieldStart("screens");
            for (ScreenInfo screen : screens) {
                write(json, screen);
            }
            json.writeEndArray();
        }

        private static void write(JsonGenerator json, ScreenInfo screen) throws IOException {
            json.writeStartObject();
            json.writeNumberField("number", screen.number());
            json.writeStringField("name", screen.name());
            json.writeNumberField("x", screen.x());
            json.writeNumberField("y", screen.y());
            json.writeNumberField("width", screen.width());
            json.writeNumberField("height", screen.height());
            json.writeBooleanField("primary", screen.primary());
            json.writeNumberField("scale", screen.scale());
            json.writeEndObject();
        }
    }

    /**
     * Another part began.
     *
     * @param tMicros the recording's time that is the part's 0
     * @param file what it will be called
     */
    void part(long tMicros, int part, String file, String reason) {
        write(
                tMicros,
                "part",
                json -> {
                    json.writeNumberField("part", part);
                    json.writeStringField("file", file);
                    json.writeStringField("reason", reason);
                });
    }

    void ledger(RecordingStatus status) {
        String wall = clock.wallTime().toString();
        write(nowMicros(), "ledger", json -> LedgerLine.write(json, status, wall));
    }

    /**
     * Something that was seen beside the picture. Nothing is written of a moment that is in no
     * picture: before the start, in a pause or a gap, after the stop.
     *
     * @param nanos when, on the monotonic clock
     * @return whether it was written
     */
    boolean observed(long nanos, String type, EventTrack.Fields fields) {
        Begun b = begun;
        if (b == null || !b.timeline.runs(nanos)) {
            return false;
        }
        b.track.write(b.timeline.micros(nanos), type, fields);
        return true;
    }

    /** How often the screen was drawn to since the line before, see {@link Activity}. */
    void screen(long tMicros, EventTrack.Fields fields) {
        write(tMicros, "screen", fields);
    }

    /** {@code pause} or {@code resume}. */
    void moment(String type) {
        write(nowMicros(), type, json -> {});
    }

    void missed(long fromMicros, long untilMicros, String reason, long count) {
        write(
                fromMicros,
                "missed",
                json -> {
                    json.writeNumberField("until", untilMicros);
                    json.writeStringField("reason", reason);
                    json.writeNumberField("count", count);
                });
    }

    /** See {@link Timeline.Gaps}. */
    void gap(long nanos, long lengthNanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(lengthNanos);
        write(micros(nanos), "gap", json -> json.writeNumberField("micros", micros));
    }

    void health(HealthEvent event) {
        write(
                event.tMicros(),
                "health",
                json -> {
                    json.writeStringField("kind", event.kind().name());
                    json.writeStringField("detail", event.detail());
                });
    }

    private void write(long tMicros, String type, EventTrack.Fields fields) {
        Begun b = begun;
        if (b != null) {
            b.track.write(tMicros, type, fields);
        }
    }
}
