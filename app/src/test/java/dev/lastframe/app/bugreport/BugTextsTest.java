package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.recording.Words;
import java.util.List;
import java.util.Locale;
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
    void aSmallEntryIsNotNothing() {
        Item description = new Item("description.md", 412, false, "", List.of());
        assertThat(texts.item(description)).isEqualTo("description.md · 412 bytes");
    }
}
