package dev.lastframe.core.session;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a ledger line of the events says: the ledger, and what the other stages counted. */
final class LedgerLine {

    private LedgerLine() {}

    /**
     * Writes the fields into the object that is open.
     *
     * @param wall now, on the wall clock: by it a moment is found in logs
     */
    static void write(JsonGenerator json, RecordingStatus status, String wall) throws IOException {
        LedgerJson.write(json, status);
        json.writeStringField("wall", wall);
        json.writeStringField("encoder", status.video().encoder());
        json.writeNumberField("width", status.video().width());
        json.writeNumberField("height", status.video().height());
        json.writeBooleanField("damageTrusted", status.video().damageTrusted());
        RecordingStatus.Queue queue = status.queue();
        json.writeObjectFieldStart("queue");
        json.writeNumberField("capacity", queue.capacity());
        json.writeNumberField("effective", queue.effective());
        json.writeNumberField("fill", queue.fill());
        json.writeNumberField("maxFill", queue.maxFill());
        json.writeEndObject();
        RecordingStatus.Ticks ticks = status.ticks();
        json.writeObjectFieldStart("fxThread");
        json.writeNumberField("tickMillisP50", rounded(ticks.millisP50()));
        json.writeNumberField("tickMillisP99", rounded(ticks.millisP99()));
        json.writeNumberField("tickMillisMax", rounded(ticks.millisMax()));
        json.writeEndObject();
        RecordingStatus.Disk disk = status.disk();
        json.writeObjectFieldStart("disk");
        json.writeNumberField("bytes", disk.bytes());
        json.writeNumberField("writes", disk.writes());
        json.writeNumberField("forces", disk.forces());
        json.writeNumberField("eventFailures", disk.eventFailures());
        json.writeNumberField("powerLossBoundMillis", disk.powerLoss().millis());
        json.writeNumberField("powerLossBoundBytes", disk.powerLoss().bytes());
        json.writeEndObject();
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }
}
