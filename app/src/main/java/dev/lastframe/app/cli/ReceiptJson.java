package dev.lastframe.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastframe.core.events.EventTrack;
import dev.lastframe.core.recovery.Receipt;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A receipt as the one JSON object a file that {@code recover --json} promises. */
final class ReceiptJson {

    private ReceiptJson() {}

    static String of(Receipt receipt) {
        return EventTrack.object(json -> {
            json.writeStringField("file", receipt.file().toString());
            json.writeStringField("state", word(receipt.state()));
            json.writeNumberField(
                    "secondsSaved",
                    BigDecimal.valueOf(receipt.millisSaved(), 3).setScale(2, RoundingMode.HALF_UP));
            json.writeNumberField("bytesCut", receipt.bytesCut());
            json.writeNumberField("millisCut", receipt.millisCut());
            write(json, "reason", receipt.reason().map(Receipt.Reason::name));
            json.writeNumberField("framesSaved", receipt.framesSaved());
            write(json, "cutFile", receipt.cutFile().map(Path::toString));
            json.writeStringField("proven", word(receipt.proof()));
            json.writeStringField("began", receipt.began().toString());
            json.writeStringField("recovered", receipt.recovered().toString());
            json.writeStringField("sentence", receipt.sentence());
        });
    }

    private static void write(JsonGenerator json, String name, Optional<String> value)
            throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
