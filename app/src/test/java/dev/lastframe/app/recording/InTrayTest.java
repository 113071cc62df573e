package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.desktop.TrayState;
import dev.lastframe.app.settings.Conduct;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.session.SessionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tray shows, and what its menu does. */
final class InTrayTest {

    @TempDir private Path home;
    private Fakes fakes;
    private RecordingViewModel model;
    private final List<String> done = new ArrayList<>();

    @BeforeEach
    void make() {
        fakes = new Fakes(home);
        opens(Conduct.DEFAULTS.withKeepWindow(true));
    }

    @Test
    void itComesSomeTimeAfterTheWindowAndGoesWithIt() {
        assertThat(fakes.desktop.tray).isEmpty();
        comes();
        assertThat(fakes.plannedAfter).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(tray().title()).isEqualTo("Lastframe");
        assertThat(tray().text()).isEqualTo("Nothing is recorded.");
        assertThat(tray().recording()).isFalse();
        fakes.desktop.clicked.run();
        chooses("Show window");
        chooses("Quit");
        assertThat(done).containsExactly("front", "front", "quit");
        model.tray().end();
        assertThat(fakes.desktop.tray).isEmpty();
    }

    @Test
    void theMenuRecordsPausesMarksAndStops() {
        comes();
        assertThat(offered()).containsExactly("Record", "Report a bug", "Show window", "Quit");
        chooses("Record");
        assertThat(tray().recording()).as("nothing is yet").isFalse();
        assertThat(tray().title()).isEqualTo("Lastframe");
        assertThat(offered()).containsExactly("Stop", "Report a bug", "Show window", "Quit");
        fakes.recording().to(SessionState.RECORDING);
        assertThat(tray().recording()).isTrue();
        assertThat(tray().title()).isEqualTo("Recording – Lastframe");
        assertThat(offered())
                .containsExactly("Stop", "Pause", "Mark", "Report a bug", "Show window", "Quit");
        Runnable pause = entry("Pause").chosen();
        pause.run();
        fakes.recording().to(SessionState.PAUSED);
        assertThat(tray().title()).isEqualTo("Paused – Lastframe");
        assertThat(offered()).contains("Continue").doesNotContain("Pause");
        assertThat(fakes.recording().paused).isTrue();
        pause.run();
        assertThat(fakes.recording().paused).as("it pauses already").isTrue();
        TrayState paused = tray();
        fakes.passes(Duration.ofSeconds(1));
        chooses("Stop");
        assertThat(fakes.recording().stops).isEqualTo(1);
        assertThat(tray().title()).isEqualTo("Saving… – Lastframe");
        paused.entries().getFirst().chosen().run();
        assertThat(model.startsAgain()).as("that was to stop").isFalse();
        fakes.passes(Duration.ofSeconds(1));
        chooses("Record");
        assertThat(model.startsAgain()).isTrue();
        Runnable record = entry("Record").chosen();
        assertThat(offered()).as("it is wanted already").doesNotContain("Record");
        record.run();
        assertThat(model.startsAgain()).as("and stays so").isTrue();
    }

    @Test
    void itTellsMinutesAndNothingInBetween() {
        comes();
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        assertThat(tray().text()).isEqualTo("Less than a minute is recorded.");
        int told = fakes.desktop.trayTold;
        fakes.recording().elapsed = Duration.ofSeconds(59);
        refresh();
        assertThat(fakes.desktop.trayTold).isEqualTo(told);
        fakes.recording().elapsed = Duration.ofSeconds(61);
        refresh();
        assertThat(tray().text()).isEqualTo("A minute is recorded.");
        fakes.recording().elapsed = Duration.ofMinutes(62);
        refresh();
        assertThat(tray().text()).isEqualTo("62 minutes are recorded.");
        assertThat(fakes.desktop.trayTold).isEqualTo(told + 2);
    }

    @Test
    void whoDoesNotWantItHasNone() {
        opens(Conduct.DEFAULTS.withTray(false));
        model.tray().begin(() -> {}, () -> {});
        assertThat(fakes.planned).isEmpty();
        model.tray().want(true);
        assertThat(fakes.desktop.tray).isPresent();
        assertThat(model.options().settings().conduct().tray()).isTrue();
        model.tray().want(false);
        assertThat(fakes.desktop.tray).isEmpty();
        assertThat(fakes.saved.getLast().conduct().tray()).isFalse();
    }

    private void opens(Conduct conduct) {
        fakes.settings = Settings.DEFAULTS.withConduct(conduct);
        model = fakes.window();
    }

    private void comes() {
        model.tray().begin(() -> done.add("front"), () -> done.add("quit"));
        fakes.planned.orElseThrow().run();
    }

    private void refresh() {
        fakes.planned.orElseThrow().run();
    }

    private TrayState tray() {
        return fakes.desktop.tray.orElseThrow();
    }

    private List<String> offered() {
        return tray().entries().stream()
                .filter(TrayState.Entry::enabled)
                .map(TrayState.Entry::words)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    private void chooses(String words) {
        entry(words).chosen().run();
    }

    private TrayState.Entry entry(String words) {
        return tray().entries().stream()
                .filter(it -> it.words().equals(words))
                .findFirst()
                .orElseThrow();
    }
}
