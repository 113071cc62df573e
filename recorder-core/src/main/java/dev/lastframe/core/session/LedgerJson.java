package dev.lastframe.core.session;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastframe.core.capture.PushedPictures;
import dev.lastframe.core.sound.SoundAccount;
import dev.lastframe.core.sound.SoundKind;
import java.io.IOException;
import java.util.Map;

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
        PushedPictures pushed = status.pushed();
        if (pushed != null) {
            json.writeObjectFieldStart("pushed");
            json.writeNumberField("came", pushed.came());
            json.writeNumberField("captured", pushed.captured());
            json.writeNumberField("passedOver", pushed.passedOver());
            json.writeNumberField("refused", pushed.refused());
            json.writeNumberField("lost", pushed.lost());
            json.writeNumberField("waiting", pushed.waiting());
            json.writeNumberField("skipped", pushed.skipped());
            json.writeEndObject();
        }
        if (!status.sound().isEmpty()) {
            json.writeObjectFieldStart("sound");
            for (Map.Entry<SoundKind, SoundAccount> source : status.sound().entrySet()) {
                write(json, source.getKey(), source.getValue());
            }
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, SoundKind kind, SoundAccount account)
            throws IOException {
        json.writeObjectFieldStart(kind.id());
        json.writeNumberField("read", account.read());
        json.writeNumberField("dropped", account.dropped());
        json.writeNumberField("silence", account.silence());
        json.writeNumberField("corrected", account.corrected());
        json.writeNumberField("written", account.written());
        json.writeEndObject();
    }
}
