package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.help.Manual;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.LedgerSnapshot;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.session.RecordingStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextsTest {

    private final Words words = new Words(Messages.of(Locale.US));

    @TempDir private Path folder;

    @Test
    void theTwoLargestReasonsAreNamed() {
        LedgerSnapshot ledger = new LedgerSnapshot(4535, 4520, 0, 0, 12, 3, 0, 0, 2, 4519, 1, 0, 0);

        assertThat(missed(ledger, MissedAlarm.Level.AMBER))
                .isEqualTo("Missed 18 of 4,535: late 12, queue 3, other 3");
    }

    @Test
    void troubleIsAWordToo() {
        assertThat(missed(late(5, 50), MissedAlarm.Level.TROUBLE))
                .isEqualTo("Trouble · Missed 5 of 50: late 5");
    }

    @Test
    void withoutMissesThereAreNoReasons() {
        assertThat(missed(late(0, 50), MissedAlarm.Level.CALM)).isEqualTo("Missed 0");
    }

    @Test
    void nothingMissedIsOnlySaidWhereEveryLookWasChecked() {
        assertThat(end(late(0, 300))).isEqualTo("Saved. 2:14, nothing missed.");
        assertThat(end(new LedgerSnapshot(300, 200, 100, 4, 0, 0, 0, 0, 0, 200, 0, 0, 0)))
                .isEqualTo("Saved. 2:14, missed 0; 4 looks could not be checked.");
        assertThat(end(late(15, 4535))).isEqualTo("Saved. 2:14, 15 of 4,535 missed.");
    }

    @Test
    void everyReasonToEndHasASentenceOrIsNone() {
        EndTexts ends = new EndTexts(words);
        for (Outcome.Reason reason : Outcome.Reason.values()) {
            Outcome outcome =
                    new Outcome(
                            Outcome.Result.FAILED,
                            Optional.of(reason),
                            "Why.",
                            List.of(),
                            status(late(0, 1), List.of()));
            ends.banner(outcome)
                    .filter(banner -> banner.action() != Banner.Action.NONE)
                    .ifPresent(banner ->
                            assertThat(words.text(BannerActions.key(banner.action())))
                                    .isNotBlank());
        }
    }

    @Test
    void theHealthCardNamesWhatWasMissedAndWhatToDo() {
        HealthReport report =
                new HealthTexts(words)
                        .of(
                                status(
                                        new LedgerSnapshot(
                                                100, 79, 0, 0, 1, 2, 3, 4, 5, 70, 6, 3, 0),
                                        List.of("h264_nvenc did not open.")));
        List<HealthReport.Row> missed = report.sections().get(1).rows();

        assertThat(missed.stream().map(HealthReport.Row::value))
                .startsWith("1", "2", "3", "4", "5", "6", "3");
        assertThat(missed.subList(0, 7)).allSatisfy(row -> assertThat(row.meaning()).isNotBlank());
        assertThat(missed.subList(0, 7)).allSatisfy(row -> assertThat(row.section()).isNotBlank());
        assertThat(report.sections().getLast().rows().getFirst().meaning())
                .isEqualTo("h264_nvenc did not open.");
    }

    /** A link that leads nowhere would open the document at its beginning. */
    @Test
    void everySectionThatTheHealthCardLeadsToIsInTheDocument() throws IOException {
        HealthTexts health = new HealthTexts(words);
        List<String> sections = new ArrayList<>();
        for (LedgerSnapshot ledger :
                List.of(
                        new LedgerSnapshot(100, 79, 0, 1, 1, 2, 3, 4, 5, 70, 6, 3, 0),
                        new LedgerSnapshot(100, 100, 0, 0, 0, 0, 0, 0, 0, 100, 0, 0, 0))) {
            health.of(status(ledger, List.of())).sections().stream()
                    .flatMap(section -> section.rows().stream())
                    .map(HealthReport.Row::section)
                    .filter(section -> !section.isEmpty())
                    .forEach(sections::add);
        }

        Fakes.FakeRecording withoutEvents = recording(late(0, 90), List.of());
        withoutEvents.eventFailures = 3;
        health.of(withoutEvents.status()).sections().stream()
                .flatMap(section -> section.rows().stream())
                .filter(row -> row.value().equals("3"))
                .forEach(row -> sections.add(row.section()));

        Path page = new Manual(folder).at("late");
        String html = Files.readString(page.resolveSibling(Manual.NAME));
        assertThat(sections)
                .contains("late", "queue-full-memory", "unverified", "missed", "event-lines-lost");
        assertThat(sections)
                .allSatisfy(section -> assertThat(html).contains("id=\"" + section + "\""));
    }

    @Test
    void filesAndRestartsAreNamedOnlyWhereThereIsMoreThanOne() {
        HealthTexts health = new HealthTexts(words);
        RecordingStatus one = status(late(0, 50), List.of());
        RecordingStatus three = parts(one, new RecordingStatus.Parts(3, 2));

        assertThat(values(health.of(one))).doesNotContain("Files", "Restarts");
        assertThat(values(health.of(three))).contains("Files", "Restarts");
    }

    private static List<String> values(HealthReport report) {
        return report.sections().stream()
                .flatMap(section -> section.rows().stream())
                .map(HealthReport.Row::name)
                .toList();
    }

    private static RecordingStatus parts(RecordingStatus of, RecordingStatus.Parts parts) {
        return new RecordingStatus(
                of.state(),
                of.elapsed(),
                of.ledger(),
                of.recent(),
                of.video(),
                of.queue(),
                of.ticks(),
                of.disk(),
                parts,
                of.warnings());
    }

    @Test
    void newValuesInTheSameRowsNeedNoNewRows() {
        HealthTexts health = new HealthTexts(words);

        assertThat(health.of(status(late(1, 50), List.of())))
                .matches(before -> before.sameRows(health.of(status(late(2, 90), List.of()))))
                .matches(before -> !before.sameRows(health.of(status(late(0, 90), List.of()))));
    }

    @Test
    void aFolderIsToldByItsLastNames() {
        OptionTexts options = new OptionTexts(words);

        assertThat(options.folder(Path.of("/home/me/Videos/Lastframe")))
                .isEqualTo("Videos/Lastframe");
        assertThat(options.folder(Path.of("/mnt"))).isEqualTo("/mnt");
        assertThat(options.folder(Path.of("/"))).isEqualTo("/");
    }

    private String missed(LedgerSnapshot ledger, MissedAlarm.Level level) {
        return new StatusTexts(words)
                .of(status(ledger, List.of()), level, Optional.empty())
                .missed();
    }

    private String end(LedgerSnapshot ledger) {
        return new EndTexts(words)
                .line(
                        new Outcome(
                                Outcome.Result.SAVED,
                                Optional.empty(),
                                "",
                                List.of(Path.of("a.ts")),
                                status(ledger, List.of())));
    }

    @Test
    void theHealthCardShowsWhatIsAtRiskNowAndThePresentBoundAfterAPowerCut() {
        Fakes.FakeRecording recording = recording(late(0, 90), List.of());
        recording.powerLoss = new RecordingStatus.PowerLossBound(2500, 8_400_000);

        List<HealthReport.Row> safety =
                new HealthTexts(words).of(recording.status()).sections().get(2).rows();

        assertThat(safety)
                .contains(
                        new HealthReport.Row("Not yet written", "12\u00a0KB", ""),
                        new HealthReport.Row(
                                "Not yet forced",
                                "81\u00a0KB",
                                "After a power cut, 2.5 s or 8.4\u00a0MB more may be lost while the"
                                        + " disk keeps up; what is not yet forced in any case.",
                                "what-a-crash-or-a-power-cut-costs"));
    }

    @Test
    void theHealthCardCountsLinesOfEventsThatAreMissingAndOnlyThose() {
        Fakes.FakeRecording recording = recording(late(0, 90), List.of());
        assertThat(values(new HealthTexts(words).of(recording.status()))).doesNotContain("Notes");
        recording.eventFailures = 1234;

        assertThat(new HealthTexts(words).of(recording.status()).sections().get(2).rows())
                .contains(
                        new HealthReport.Row(
                                "Notes",
                                "1,234",
                                "Lines of the notes beside the video could not be written. The"
                                        + " video is not affected.",
                                "event-lines-lost"));
    }

    private static LedgerSnapshot late(long late, long ticks) {
        return new LedgerSnapshot(
                ticks, ticks - late, 0, 0, late, 0, 0, 0, 0, ticks - late, 0, 0, 0);
    }

    private static RecordingStatus status(LedgerSnapshot ledger, List<String> warnings) {
        return recording(ledger, warnings).status();
    }

    private static Fakes.FakeRecording recording(LedgerSnapshot ledger, List<String> warnings) {
        Fakes.FakeRecording recording =
                new Fakes.FakeRecording(
                        new RecordingRequest(
                                new CaptureTarget.Screen(1),
                                30,
                                Preset.INSTANT,
                                Optional.empty(),
                                true,
                                Path.of("/"),
                                "a",
                                false,
                                8,
                                1,
                                List.of()),
                        new RecordingListener() {},
                        CompletableFuture.completedFuture(null));
        recording.elapsed = Duration.ofSeconds(134);
        recording.ledger = ledger;
        recording.warnings = warnings;
        recording.recent = new RecordingStatus.Recent(300, 0, 0, 1_000_000);
        return recording;
    }
}
