package dev.lastframe.core.session;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The ledger's fields as they stand in event lines and in the command line's output. */
public final class LedgerJson {

    private LedgerJson() {}

    /** Writes the fields into the object that is open. */
    public static void write(JsonGenerator json, RecordingStatus status) throws IOException {
        LedgerSnapshot l = status.ledger();
        json.writeNumberField("ticks", l.ticks());
        json.writeNumberField("captured", l.captured());
        json.writeNumberField("unchanged", l.unchanged());
        json.writeNumberField("unverified", l.unverified());
        json.writeNumberField("late", l.late());
        json.writeNumberField("droppedQueueFull", l.droppedQueueFull());
        json.writeObjectFieldStart("droppedBecause");
        json.writeNumberField("encoder", l.droppedByEncoder());
        json.writeNumberField("disk", l.droppedByDisk());
        json.writeNumberField("memory", l.droppedByMemory());
        json.writeEndObject();
        json.writeNumberField("captureFailed", l.captureFailed());
        json.writeNumberField("encoded", l.encoded());
        json.writeNumberField("encodeFailed", l.encodeFailed());
        json.writeNumberField("abandoned", l.abandoned());
        json.writeNumberField("inFlight", l.inFlight());
        json.writeNumberField("missed", l.missed());
        json.writeNumberField("exposureMillisMax", status.disk().exposureMillisMax());
    }
}
