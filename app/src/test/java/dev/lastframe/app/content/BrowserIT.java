package dev.lastframe.app.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real browser shows a page that changes its colour; its recording shows what the screen did. */
@Timeout(600)
final class BrowserIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TITLE = "lastframe page";
    private static final Rgb BEFORE = new Rgb(0x20, 0x30, 0x40);
    private static final List<Rgb> COLOURS =
            List.of(
                    new Rgb(0xC0, 0x30, 0x30),
                    new Rgb(0x30, 0xA0, 0x40),
                    new Rgb(0x30, 0x50, 0xC0),
                    new Rgb(0xD0, 0xC0, 0x30),
                    new Rgb(0x90, 0x30, 0xA0),
                    new Rgb(0x30, 0xB0, 0xB0),
                    new Rgb(0xE0, 0x80, 0x20),
                    new Rgb(0x80, 0x80, 0x80),
                    new Rgb(0x20, 0x20, 0x20));

    /** A lossy encoder at a low rate; the colours above are much further apart. */
    private static final int TOLERANCE = 20;

    /** Where the page shows its colour alone. */
    private static final int AT_X = 800;

    private static final int AT_Y = 320;

    private static final long PLAUSIBLE_MICROS = 400_000;

    /**
     * Waits for a key, then shows the colours for half a second each while text scrolls at the
     * left. Afterwards its title says so.
     */
    private static final String PAGE =
            """
            <!doctype html>
            <meta charset="utf-8">
            <title>lastframe page: ready</title>
            <style>
              html { background: #203040; overflow: hidden; cursor: none }
              #text { position: absolute; left: 0; top: 0; width: 50%; color: #fff;
                      font: 20px monospace }
            </style>
            <div id="text"></div>
            <script>
              const colours = [COLOURS];
              const text = document.getElementById('text');
              for (let i = 0; i < 400; i++) {
                const line = document.createElement('div');
                line.textContent = i + ' the quick brown fox ' + i * 7919;
                text.append(line);
              }
              addEventListener('keydown', () => {
                let came = 0;
                const start = performance.now();
                let next = start;
                function frame(now) {
                  text.style.top = -(now - start) / 2 + 'px';
                  if (now >= next) {
                    if (came === colours.length) {
                      document.title = 'lastframe page: shown';
                      return;
                    }
                    document.documentElement.style.background = colours[came++];
                    next = now + 500;
                  }
                  requestAnimationFrame(frame);
                }
                requestAnimationFrame(frame);
              }, { once: true });
            </script>
            """;

    @TempDir private Path home;

    @Test
    void thePagesColoursAreInTheRecordingInTheirOrderAndForTheirTime() throws IOException {
        Path page = home.resolve("page.html");
        String colours = String.join(", ", COLOURS.stream().map(BrowserIT::quoted).toList());
        Files.writeString(page, PAGE.replace("COLOURS", colours));
        try (VirtualScreen screen = VirtualScreen.start(1024, 640)) {
            screen.windowManager();
            Process browser = browser(screen, page);
            try {
                Waits.eventually(
                        LIMIT, "the browser shows the page", () -> title(screen).contains("ready"));
                Path video = home.resolve("page.ts");
                Launcher.Running running =
                        new Launcher(home, screen.display())
                                .start("record", "--json", "--output", video.toString());
                Waits.eventually(LIMIT, "it records", () -> BarcodeRecordingIT.hasBegun(video));
                ScreenWatch watch = ScreenWatch.start(screen.display(), AT_X, AT_Y);
                try {
                    screen.run("xdotool", "key", "space");
                    Waits.eventually(
                            LIMIT,
                            "the page showed every colour",
                            () -> title(screen).contains("shown"));
                    running.process().destroy();
                    running.await();
                } finally {
                    watch.close();
                }
                check(running.await(), video, changes(watch.seen()));
            } finally {
                Waits.kill(browser);
            }
        }
    }

    private static void check(Launcher.Run run, Path video, List<Pictures.Sample> shown) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        BarcodeRecordingIT.assertFastRoad(run.json());
        JsonNode ledger = run.json().get("ledger");
        BarcodeRecordingIT.assertBalances(ledger);
        List<Pictures.Sample> samples = Pictures.colours(video, AT_X, AT_Y);
        assertThat((long) samples.size()).isEqualTo(ledger.get("encoded").asLong());

        List<Pictures.Sample> recorded = changes(samples);
        List<Rgb> expected = Stream.concat(Stream.of(BEFORE), COLOURS.stream()).toList();
        assertThat(shown.stream().map(Pictures.Sample::rgb)).isEqualTo(expected);
        assertThat(recorded.stream().map(Pictures.Sample::rgb)).isEqualTo(expected);
        // The first colour began before the recording, the last one did not end.
        for (int i = 2; i < expected.size(); i++) {
            long there = shown.get(i).micros() - shown.get(i - 1).micros();
            assertThat(recorded.get(i).micros() - recorded.get(i - 1).micros())
                    .as("microseconds of colour %d, which was there for %d", i - 1, there)
                    .isBetween(there - PLAUSIBLE_MICROS, there + PLAUSIBLE_MICROS);
        }
    }

    /** The first picture of each colour; a picture of no colour of the page fails the test. */
    private static List<Pictures.Sample> changes(List<Pictures.Sample> samples) {
        List<Pictures.Sample> changes = new ArrayList<>();
        for (Pictures.Sample sample : samples) {
            Rgb of =
                    Stream.concat(Stream.of(BEFORE), COLOURS.stream())
                            .filter(known -> known.near(sample.rgb(), TOLERANCE))
                            .findFirst()
                            .orElseThrow(
                                    () -> new AssertionError("no colour of the page: " + sample));
            if (changes.isEmpty() || !changes.getLast().rgb().equals(of)) {
                changes.add(new Pictures.Sample(sample.micros(), of));
            }
        }
        return changes;
    }

    private Process browser(VirtualScreen screen, Path page) throws IOException {
        Path profile = Files.createDirectory(home.resolve("browser"));
        ProcessBuilder builder =
                screen.command(
                        program().toString(),
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--no-default-browser-check",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-default-apps",
                        "--disable-dev-shm-usage",
                        "--disable-extensions",
                        "--disable-sync",
                        "--password-store=basic",
                        "--user-data-dir=" + profile,
                        "--kiosk",
                        page.toUri().toString());
        builder.environment().put("TMPDIR", home.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("browser.log").toFile())
                .start();
    }

    /** As {@code system-packages.sh} looks for one; Ubuntu's {@code chromium-browser} is a stub. */
    private static Path program() {
        return Stream.of("chromium", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Programs.find(name).stream())
                .findFirst()
                .orElseGet(() -> Programs.require("chromium"));
    }

    /** Of the window with the page; empty while there is none. */
    private static String title(VirtualScreen screen) {
        try {
            return screen.run("xdotool", "search", "--name", TITLE, "getwindowname");
        } catch (IllegalStateException none) {
            return "";
        }
    }

    private static String quoted(Rgb rgb) {
        return "'#%02x%02x%02x'".formatted(rgb.red(), rgb.green(), rgb.blue());
    }
}
