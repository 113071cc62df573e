package dev.lastframe.app.planted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.Services;
import dev.lastframe.app.bugreport.Browser;
import dev.lastframe.app.bugreport.Reports;
import dev.lastframe.app.cli.ReportFile;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.ui.Fx;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.report.Description;
import dev.lastframe.core.report.ReportOrder;
import dev.lastframe.core.session.EventOptions;
import dev.lastframe.core.session.ForceTuning;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Ocr;
import dev.lastframe.core.testing.VideoPacket;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bugs that are known are recorded while real clicks and keys bring them about, and the report of
 * each names its cause and what was done. {@code -Dlastframe.planted=all}, as {@code mvn -Pplanted
 * verify} sets it, or an empty one tries all ten, {@code -Dlastframe.planted=CRASH,FLICKER} these;
 * otherwise two.
 */
@Timeout(900)
@ExtendWith(Fx.class)
final class PlantedBugsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** As it is read in a picture. */
    private static final String WRONG = "1\\s*\\+\\s*1\\s*=\\s*3";

    /** A place of the demonstration. */
    private static final int WIDE = 144;

    private static final int HIGH = 48;

    @TempDir private Path home;

    private final VirtualScreen screen = VirtualScreenListener.screen();
    private final NanoClock clock = NanoClock.system();

    @Test
    void theReportOfEachNamesItsCauseAndWhatWasDone() throws Exception {
        Map<String, String> variables = Map.of("HOME", home.toString());
        Places places = Places.of(variables, home, "Linux");
        Services services = Services.create(variables, places, clock);
        List<String> unnamed = new ArrayList<>();
        try (Browser browser = Browser.start(Files.createDirectory(home.resolve("browser")));
                Demo demo = Demo.start(screen, home)) {
            for (PlantedBug bug : bugs()) {
                record(services, demo, bug);
                ReportFile report = report(services, places, variables, bug);
                check(report, demo, bug);
                checkPage(report, browser, demo, bug);
                if (bug.named().isEmpty()) {
                    unnamed.add(bug.name());
                }
            }
        }
        System.out.println("The cause is in the picture alone: " + unnamed);
    }

    private static List<PlantedBug> bugs() {
        String wanted = System.getProperty("lastframe.planted", "FREEZE,EXCEPTION");
        return wanted.isBlank() || wanted.equals("all")
                ? List.of(PlantedBug.values())
                : Arrays.stream(wanted.split(",", -1)).map(PlantedBug::valueOf).toList();
    }

    private void record(Services services, Demo demo, PlantedBug bug) throws Exception {
        RecordingRequest request = request(bug, demo.log());
        try (Recording recording = services.start(request, new RecordingListener() {})) {
            awaitLines(bug, "screen", 1);
            int before = demo.logged().size();
            demo.does(bug);
            int more = demo.logged().size() - before;
            awaitLines(bug, "log", more);
            awaitLines(bug, "screen", bug.seconds());
            Outcome outcome = recording.stop().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(outcome.result()).as(outcome.sentence()).isEqualTo(Outcome.Result.SAVED);
        }
    }

    private RecordingRequest request(PlantedBug bug, Path log) {
        return new RecordingRequest(
                new CaptureTarget.Screen(1),
                20,
                Preset.INSTANT,
                Optional.empty(),
                true,
                home,
                bug.name(),
                true,
                8,
                RecordingRequest.DEFAULT_POOL_BYTES,
                ForceTuning.resolve(Preset.INSTANT, name -> null, name -> null).policy(),
                List.of(),
                EventOptions.DEFAULT.withTails(List.of(log)),
                SoundPlan.NONE,
                List.of());
    }

    /** So many further lines. */
    private void awaitLines(PlantedBug bug, String type, int more) {
        long until = type.equals("screen") ? lines(bug, type) + more : more;
        Waits.eventually(LIMIT, more + " " + type, () -> lines(bug, type) >= until);
    }

    private long lines(PlantedBug bug, String type) {
        try {
            return Files.readAllLines(home.resolve(bug + ".events.jsonl")).stream()
                    .filter(line -> line.contains("\"type\":\"" + type + "\""))
                    .count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private ReportFile report(
            Services services, Places places, Map<String, String> variables, PlantedBug bug)
            throws Exception {
        Path zip = home.resolve(bug + ".zip");
        var _ =
                Reports.of(
                                variables,
                                places,
                                Settings.DEFAULTS,
                                services,
                                clock,
                                file -> Optional.empty())
                        .make(
                                new ReportOrder(
                                        Optional.of(home.resolve(bug + ".ts")),
                                        Duration.ofMinutes(5),
                                        OptionalLong.empty(),
                                        Optional.of(zip),
                                        Description.DRAFT),
                                Progress.NONE);
        return ReportFile.open(zip);
    }

    private void check(ReportFile report, Demo demo, PlantedBug bug) throws IOException {
        String description = report.text("description.md");
        assertThat(description)
                .as(bug.name())
                .containsPattern("(?m)^\\d\\. 0:\\d\\d " + done(demo, bug) + "$")
                .doesNotContain("in Lastframe", "go to Lastframe");
        if (bug == PlantedBug.WRONG_VALUE) {
            assertSeenAfterTheClick(report, WRONG);
        }
        for (String cause : bug.named()) {
            assertThat(description).as(bug.name()).containsPattern("(?m)^- .*" + cause);
        }
        assertThat(report.names()).contains("recording.mp4", "report.html");
        JsonNode session = report.json("session.json");
        assertThat(session.at("/stretch/ticks").asLong()).isPositive();
        for (String line : report.text("events.jsonl").lines().toList()) {
            if (line.contains("\"type\":\"log\"")) {
                assertThat(report.text("report.html")).as(bug.name()).contains(said(line));
            }
        }
    }

    /** The step that brought it about. */
    private static String done(Demo demo, PlantedBug bug) {
        String what =
                bug.key().isEmpty()
                        ? "click left at " + demo.place(bug)
                        : "press " + bug.key().replace("Return", "Enter");
        return what + " in \\S*DemoShop";
    }

    /** What a person who opens the page reads there of the cause, and of what was done. */
    private void checkPage(ReportFile report, Browser browser, Demo demo, PlantedBug bug)
            throws IOException {
        Path folder = Files.createDirectory(home.resolve("unpacked-" + bug));
        report.unpack(folder);
        browser.show(folder.resolve("report.html"));
        assertThat(browser.read("#steps")).as(bug.name()).containsPattern(done(demo, bug));
        if (bug.key().isEmpty()) {
            assertThat(letters(underTheClick(browser)))
                    .as("what was pressed")
                    .contains(letters(bug.name()));
        }
        if (bug == PlantedBug.WRONG_VALUE) {
            assertThat(Ocr.read(browser.videoAtItsEnd(home.resolve("page.png"))))
                    .containsPattern(WRONG);
        }
        for (String cause : bug.named()) {
            if (cause.startsWith("`")) {
                String line = cause.replace("`", "");
                browser.search(line.replaceFirst("^\\.\\*", "").replaceFirst("\\.\\*.*", ""));
                assertThat(browser.read("#app-rows .row")).as(bug.name()).containsPattern(line);
            } else {
                assertThat(browser.read("#sentence, #restless"))
                        .as(bug.name())
                        .containsPattern(cause);
            }
        }
    }

    /** What is alike to a program that reads: blanks are where it sees some. */
    private static String letters(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
    }

    /** What is to be read where the page shows what was pressed: of its neighbours nothing. */
    private String underTheClick(Browser browser) throws IOException {
        Path around = browser.firstClick(home.resolve("click.png"));
        Path button = home.resolve("button.png");
        String middle = "crop=%d:%d,scale=iw*4:ih*4:flags=lanczos".formatted(WIDE, HIGH);
        Ffmpeg.output(List.of("-y", "-i", around.toString(), "-vf", middle, button.toString()));
        return Ocr.read(button);
    }

    /**
     * What the page shows when it plays on from the step: not at the click yet, but at the end. How
     * soon after the click depends on how busy the computer is.
     *
     * @param text as a regular expression
     */
    private void assertSeenAfterTheClick(ReportFile report, String text) throws IOException {
        Path video = report.video(home);
        long click =
                report.text("events.jsonl")
                        .lines()
                        .filter(line -> line.contains("\"type\":\"click\""))
                        .mapToLong(
                                line -> Long.parseLong(line.replaceAll("\\{\"t\":(\\d+).*", "$1")))
                        .findFirst()
                        .orElseThrow();
        assertThat(read(video, click)).doesNotContainPattern(text);
        assertThat(read(video, Long.MAX_VALUE)).containsPattern(text);
    }

    /** The text in the picture of a moment; behind the end it is that of the last one. */
    private String read(Path video, long micros) {
        List<VideoPacket> pictures = Ffmpeg.packets(video);
        int index = 0;
        while (index + 1 < pictures.size() && pictures.get(index + 1).ptsMicros() <= micros) {
            index++;
        }
        Path png = home.resolve("moment.png");
        Ffmpeg.picture(video, index, png);
        return Ocr.read(png);
    }

    /** A part of a line that is written the same everywhere. */
    private static String said(String line) {
        String text = line.replaceAll("(?s).*\"line\":\"", "").replaceAll("\".*", "");
        return text.replaceAll(".*(?:INFO|WARN|ERROR|FATAL) ", "")
                .replaceAll("[^A-Za-z0-9 .:].*", "")
                .strip();
    }
}
