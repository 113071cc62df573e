package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.bugreport.Trouble.Remedy;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.recording.Words;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BugTextsTest {

    private final BugTexts texts = new BugTexts(new Words(Messages.of(Locale.US)));

    @Test
    void aStretchIsAsLongAsTheTimesBesideItSay() {
        long end = 7_600_000;
        assertThat(texts.clock(end)).isEqualTo("0:07");
        assertThat(texts.stretch(new Span(0, end), end)).isEqualTo("last 7\u00a0s");
        assertThat(texts.stretch(new Span(12_900_000, 42_100_000), 50_000_000))
                .isEqualTo("0:12 to 0:42, 30\u00a0s");
        assertThat(texts.stretch(new Span(0, 400_000), 400_000)).isEqualTo("last 1\u00a0s");
        assertThat(texts.stretch(new Span(0, 134_000_000), 134_000_000)).isEqualTo("last 2:14");
    }

    @Test
    void everyFailureHasItsSentenceItsCodeAndWhatCanBeDone() {
        Map<Kind, Remedy> remedies =
                Map.of(
                        Kind.UNREADABLE, Remedy.NONE,
                        Kind.NOTHING_CAPTURED, Remedy.AGAIN,
                        Kind.UNWRITABLE, Remedy.CHOOSE_FOLDER,
                        Kind.EXISTS, Remedy.AGAIN,
                        Kind.DOES_NOT_FIT, Remedy.SHORTER,
                        Kind.FAILED, Remedy.AGAIN);
        assertThat(remedies).containsOnlyKeys(Kind.values());
        for (Kind kind : Kind.values()) {
            Trouble trouble =
                    texts.trouble(
                            new ReportException(kind, "It failed: do this."),
                            Destination.GITHUB,
                            false);

            assertThat(trouble.sentence()).as(kind.name()).matches("[A-Z].*\\.");
            assertThat(trouble.code()).isEqualTo(kind.name());
            assertThat(trouble.remedy()).as(kind.name()).isEqualTo(remedies.get(kind));
            assertThat(texts.remedy(trouble.remedy()).isEmpty())
                    .isEqualTo(trouble.remedy() == Remedy.NONE);
        }
    }

    @Test
    void whatWasMissedIsSaidInWords() {
        for (String reason :
                List.of(
                        "late",
                        "queueFull.encoder",
                        "queueFull.disk",
                        "queueFull.memory",
                        "captureFailed",
                        "encodeFailed",
                        "abandoned")) {
            Moment missed = new Moment(Moment.Kind.MISSED, new Span(0, 1), 3, reason);

            assertThat(texts.moment(missed)).startsWith("3 missed: ").doesNotContain(reason);
        }
        assertThat(texts.moment(new Moment(Moment.Kind.MISSED, new Span(0, 1), 1, "later")))
                .isEqualTo("1 missed: later");
    }

    @Test
    void aSmallEntryIsNotNothing() {
        Item description = new Item("description.md", 412, false, "", List.of());
        assertThat(texts.item(description)).isEqualTo("description.md · 412 bytes");
    }

    @Test
    void whyAPictureIsNotToBeSeenIsSaid() {
        assertThat(
                        texts.noPicture(
                                new ReportException(Kind.NOTHING_CAPTURED, "On Wayland: record.")))
                .isEqualTo("On Wayland: record.");
        assertThat(texts.noPicture(new ReportException(Kind.FAILED, "exit code 1")))
                .isEqualTo("No picture of this moment could be made. Choose another one.");
    }

    @Test
    void whatTheDesktopDoesNotTakeIsNotCalledCopied() {
        assertThat(texts.copied("Zip", true)).isEqualTo("Zip copied");
        assertThat(texts.copied("Zip", false))
                .isEqualTo("Zip could not be copied: drag it, or show it in its folder.");
    }
}
