package dev.lastframe.app.recording;

import dev.lastframe.core.session.LedgerSnapshot;
import dev.lastframe.core.session.RecordingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Turns numbers into the status bar's words. */
final class StatusTexts {

    /** Reasons that are named; the rest is one number, so that the line keeps its length. */
    private static final int NAMED_REASONS = 2;

    private final Words words;

    StatusTexts(Words words) {
        this.words = words;
    }

    /** Before the first recording. */
    StatusLine ready(boolean recordable, Optional<Duration> left) {
        return new StatusLine(
                words.text(recordable ? "status.ready" : "status.noScreen"),
                "",
                false,
                MissedAlarm.Level.CALM,
                left.map(time -> words.text("status.room", time(time))).orElse(""),
                Room.level(left));
    }

    /** During a recording, and afterwards. */
    StatusLine of(RecordingStatus status, MissedAlarm.Level level, Optional<Duration> left) {
        String onDisk = words.text("status.onDisk", words.formats().bytes(status.disk().bytes()));
        return new StatusLine(
                words.text("status.captured", words.number(status.ledger().captured())),
                missed(status.ledger(), level),
                status.ledger().missed() > 0,
                level,
                left.map(time -> onDisk + " · " + time(time)).orElse(onDisk),
                Room.level(left));
    }

    private String time(Duration left) {
        String text = words.formats().timeLeft(left);
        return Room.level(Optional.of(left)) == MissedAlarm.Level.TROUBLE
                ? words.text("status.trouble", text)
                : text;
    }

    private String missed(LedgerSnapshot ledger, MissedAlarm.Level level) {
        if (ledger.missed() == 0) {
            return words.text("status.missedNone");
        }
        String text =
                words.text(
                        "status.missed",
                        words.number(ledger.missed()),
                        words.number(ledger.ticks()),
                        reasons(ledger));
        return level == MissedAlarm.Level.TROUBLE ? words.text("status.trouble", text) : text;
    }

    private record Part(String name, long count) {}

    private String reasons(LedgerSnapshot ledger) {
        List<Part> parts =
                new ArrayList<>(
                        List.of(
                                new Part("status.late", ledger.late()),
                                new Part("status.queue", ledger.droppedQueueFull()),
                                new Part("status.capture", ledger.captureFailed()),
                                new Part("status.encode", ledger.encodeFailed()),
                                new Part("status.lost", ledger.abandoned())));
        parts.removeIf(part -> part.count() == 0);
        parts.sort(Comparator.comparingLong(Part::count).reversed());
        List<String> texts = new ArrayList<>();
        long other = 0;
        for (Part part : parts) {
            if (texts.size() < NAMED_REASONS) {
                texts.add(words.text(part.name(), words.number(part.count())));
            } else {
                other += part.count();
            }
        }
        if (other > 0) {
            texts.add(words.text("status.other", words.number(other)));
        }
        return String.join(", ", texts);
    }
}
