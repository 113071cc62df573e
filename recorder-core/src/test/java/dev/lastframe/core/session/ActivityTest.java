package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ActivityTest {

    private final StageUnderTest all = new StageUnderTest(SyntheticGrabber::countsWhatIsDrawn);
    private final List<String> lines = new ArrayList<>();
    private final Journal journal = new Journal(all.clock);

    /** What was drawn exactly is known when the picture is there. */
    @Test
    void whatWasDrawnIsOfTheTickThatTookIt() {
        journal.begin(lines::add, new Timeline(all.clock, (nanos, length) -> {}));
        tickAfter(100);
        all.screen.paint(1);
        tickAfter(100);

        all.clock.advance(Duration.ofMillis(800));
        all.stage().activity().write(journal);

        assertThat(lines).singleElement().asString().contains("\"changed\":1");
        assertThat(lines.getFirst()).contains("\"first\":200000", "\"last\":200000");
    }

    @Test
    void itIsToldOnce() {
        journal.begin(lines::add, new Timeline(all.clock, (nanos, length) -> {}));
        all.screen.paint(1);
        tickAfter(100);
        all.stage().activity().write(journal);
        tickAfter(100);
        all.stage().activity().write(journal);

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("\"changed\":1");
        assertThat(lines.getLast()).contains("\"changed\":0");
    }

    private void tickAfter(long millis) {
        all.clock.advance(Duration.ofMillis(millis));
        all.stage().tick(() -> {});
    }
}
