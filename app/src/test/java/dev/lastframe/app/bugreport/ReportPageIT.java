package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoPacket;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** {@code report.html} of real reports, in a real browser, from the unpacked folder. */
@Timeout(240)
@Tag("beside")
final class ReportPageIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double SEEK_SECONDS = 0.1;
    private static final int MANY = 10_000;
    private static final int MOST_ROWS = 150;
    private static final int MOST_ELEMENTS = 1500;
    private static final long MOST_BYTES = 4_000_000;

    private static final Rgb MARK = new Rgb(0x09, 0x69, 0xda);
    private static final int CORNER = 16;

    /** As far below something a click is beside it, and in the same picture. */
    private static final int BESIDE = 40;

    /** The pictures of the first step that has two. */
    private static final String SHOTS = "#steps li:has(.shot:nth-child(2)) .shots";

    /** Each of it would run, hide or move something where text became markup. */
    private static final String HOSTILE =
            "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
                    + "<!--<script>\u2028\u2029\u202Egnp.exe\u0000 {{script}} $& ../../evil.html";

    private static final String SHOWN = "</script><script>window.hacked=1</script>";

    private static final String FLICKERED =
            "the screen changed 20 times a second for 2.0 s without a click, a shortcut or a move";

    /** A page draws at whole pictures, but its clock is exact. */
    private static final double EXACT_SECONDS = 0.005;

    /** A file may be called so. */
    private static final String HOSTILE_NAME = "<img src=x onerror=window.hacked=1> & {{data}}";

    @TempDir private static Path home;

    private static RecordedReport recorded;
    private static Path plain;

    /** The same recording, of which more is to be told. */
    private static Path troubled;

    private static Browser browser;

    @BeforeAll
    static void recordAndOpen() throws IOException {
        recorded = RecordedReport.make(Files.createDirectory(home.resolve("recording")));
        plain = recorded.page();
        troubled = RecordedReport.changed(plain, "troubled", ReportPageIT::trouble);
        browser = Browser.start(Files.createDirectory(home.resolve("browser")));
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theVideoPlaysAndSeeksAndTheListsFollow() throws IOException {
        browser.show(plain);
        String numbers = "document.getElementById('numbers-told').textContent";
        assertThat(browser.is(numbers + ".includes('ticks missed')")).isTrue();
        assertThat(browser.is(numbers + ".includes('#')")).as("another chapter").isFalse();
        assertThat(browser.text("#own-check")).containsOnlyOnce("Pictures and sound were not");

        browser.find("#play").click();
        Waits.eventually(LIMIT, "it plays", () -> browser.now() > 0.5);
        browser.find("#play").click();
        Waits.eventually(LIMIT, "it pauses", () -> browser.is(Browser.VIDEO + ".paused"));

        JsonNode last = RecordedReport.events(plain, "mark").getLast();
        browser.run(
                Browser.VIDEO + ".currentTime = arguments[0]",
                last.get("t").asLong() / 1e6 + 0.001);
        Waits.eventually(
                LIMIT,
                "the mark is the line of now",
                () -> browser.text("#events-rows .row.now").contains("the total is wrong"));
        JsonNode line = RecordedReport.events(plain, "log").getLast();
        browser.run(
                Browser.VIDEO + ".currentTime = arguments[0]",
                line.get("t").asLong() / 1e6 + 0.001);
        Waits.eventually(
                LIMIT,
                "the error is the line of now",
                () -> browser.text("#app-rows .row.now").contains("IllegalStateException"));
        assertQuiet();
    }

    @Test
    void aClickOnAnEventMovesTheVideoToItsTime() throws IOException {
        browser.show(plain);
        List<JsonNode> clicks =
                RecordedReport.events(plain, "click").stream()
                        .filter(click -> !click.path("state").asText().equals("up"))
                        .toList();
        assertThat(clicks).hasSizeGreaterThanOrEqualTo(3);

        for (JsonNode click : clicks.reversed()) {
            String words = "at " + click.get("x") + ", " + click.get("y");
            browser.search(words);
            browser.find("#events-rows .row").click();
            assertSeeked(click);
        }
        browser.search("");
        double end = browser.number(Browser.VIDEO + ".duration");
        for (String list : List.of("app", "own")) {
            WebElement row =
                    browser.all("#" + list + "-rows .row").stream()
                            .filter(line -> seconds(line) >= 0 && seconds(line) < end)
                            .findFirst()
                            .orElseThrow();
            double at = seconds(row);
            row.click();
            Waits.eventually(LIMIT, "it seeks", () -> Math.abs(browser.now() - at) <= SEEK_SECONDS);
        }
        browser.find("#steps .step").click();
        Waits.eventually(LIMIT, "a step seeks", () -> browser.now() < 3);
        assertQuiet();
    }

    @Test
    void belowAClickIsItsPlaceInThePictureAndWhatTheScreenShowedThen() throws IOException {
        browser.show(plain);
        JsonNode click = RecordedReport.events(plain, "click").getFirst();
        browser.run("document.getElementById('steps').scrollIntoView()");
        Waits.eventually(
                LIMIT, "both are drawn", () -> browser.all(SHOTS + " canvas.drawn").size() >= 2);
        WebElement clicked = browser.all(SHOTS + " canvas").getFirst();
        WebElement later = browser.all(SHOTS + " canvas").get(1);

        Around around = Around.of(click.get("x").asInt(), click.get("y").asInt(), 640, 480);
        assertThat(marked(clicked, around.x, around.y)).as("of four points").isEqualTo(4);
        assertThat(marked(later, around.x, around.y)).isZero();
        assertThat(browser.text(SHOTS)).startsWith("clicked here");
        assertThat(List.of(clicked.getSize().width, clicked.getSize().height))
                .as("in the screen's own pixels")
                .isEqualTo(List.of(Around.WIDTH, Around.HEIGHT));
        assertThat(List.of(later.getSize().width, later.getSize().height))
                .as("all of the screen")
                .isEqualTo(List.of(200, 150));
        later.click();
        double seconds = click.get("t").asLong() / 1e6;
        Waits.eventually(LIMIT, "it seeks behind the click", () -> browser.now() > seconds + 0.09);
        assertThat(browser.now()).isLessThan(seconds + 1.1);
        assertQuiet();
    }

    @Test
    void belowAClickIsWhatWasUnderItBeforeAndNotWhatCameOfIt() throws IOException {
        Answer answer = Answer.in(plain.resolveSibling("recording.mp4"));
        Path page = RecordedReport.changed(plain, "answered", data -> clickAt(data, answer));
        browser.show(page);
        WebElement clicked = browser.firstClick();

        Around around = Around.of(answer.x, answer.y + BESIDE, 640, 480);
        assertThat(marked(clicked, around.x, around.y)).isEqualTo(4);
        Rgb seen = colour(clicked, around.x, around.y - BESIDE);
        assertThat(seen.near(grey(answer.before), 64)).as("%s of %s", seen, answer).isTrue();
        assertThat(seen.near(grey(answer.after), 64)).as("%s of %s", seen, answer).isFalse();
        clicked.click();
        double seconds = answer.micros / 1e6;
        Waits.eventually(
                LIMIT, "it seeks", () -> Math.abs(browser.now() - seconds) <= SEEK_SECONDS);
        assertThat(browser.now()).as("before the click").isLessThan(seconds);
        assertQuiet();
    }

    @Test
    void aStepInAPersonsOwnWordsHasThePictureOfTheOnlyClickOfItsSecond() throws IOException {
        Answer answer = Answer.in(plain.resolveSibling("recording.mp4"));
        Path page =
                RecordedReport.changed(
                        plain,
                        "worded",
                        data -> {
                            clickAt(data, answer);
                            ((ArrayNode) data.get("events"))
                                    .removeIf(event ->
                                            event.path("type").asText().equals("click")
                                                    && event.get("t").asLong() != answer.micros);
                            String steps =
                                    "\n## Steps\n\n1. "
                                            + answer.clock()
                                            + " I press Save\n2. "
                                            + answer.clock()
                                            + " it is gone\n";
                            data.put(
                                    "description",
                                    data.get("description")
                                            .asText()
                                            .replaceAll("(?s)\n## Steps\n.*?(?=\n## )", steps));
                        });
        browser.show(page);
        WebElement clicked = browser.firstClick();

        Around around = Around.of(answer.x, answer.y + BESIDE, 640, 480);
        assertThat(marked(clicked, around.x, around.y)).isEqualTo(4);
        assertThat(browser.read("#steps li:first-child")).contains("I press Save", "clicked here");
        assertThat(browser.all("#steps li:last-child .shots")).as("one step has it").isEmpty();
        assertQuiet();
    }

    @Test
    void inAVideoThatIsSmallerThanWhatWasRecordedThePlaceIsTheSame() throws IOException {
        Path page =
                RecordedReport.changed(
                        plain,
                        "smaller",
                        data -> {
                            ((ObjectNode) data.at("/session/recording"))
                                    .put("width", 1280)
                                    .put("height", 960);
                        });
        JsonNode click = RecordedReport.events(plain, "click").getFirst();
        browser.show(page);

        Around around = Around.of(click.get("x").asInt(), click.get("y").asInt(), 1280, 960);
        assertThat(marked(browser.firstClick(), around.x, around.y)).isEqualTo(4);
        assertQuiet();
    }

    /** The first click comes a moment after the answer was drawn, below it. */
    private static void clickAt(ObjectNode data, Answer answer) {
        for (JsonNode event : data.get("events")) {
            if (event.path("type").asText().equals("click")) {
                String place = "click left at " + event.get("x") + "," + event.get("y");
                int y = answer.y + BESIDE;
                data.put(
                        "description",
                        data.get("description")
                                .asText()
                                .replaceFirst(
                                        "\\d:\\d\\d " + place,
                                        answer.clock() + " click left at " + answer.x + "," + y));
                ((ObjectNode) event).put("t", answer.micros).put("x", answer.x).put("y", y);
                return;
            }
        }
        throw new AssertionError("nothing was clicked");
    }

    /**
     * A place of a video that changes from one picture to the next.
     *
     * @param micros shortly after the later one
     * @param before how bright it was
     */
    private record Answer(long micros, int x, int y, int before, int after) {

        private static final int FIRST = 12;
        private static final int EDGE = 2;

        static Answer in(Path video) {
            List<VideoPacket> pictures = Ffmpeg.packets(video);
            int width = Ffmpeg.probe(video).width();
            int height = Ffmpeg.probe(video).height();
            byte[] last = Ffmpeg.greys(video, FIRST - 1);
            for (int i = FIRST; i < pictures.size(); i++) {
                byte[] next = Ffmpeg.greys(video, i);
                for (int y = EDGE; y < height - BESIDE - EDGE; y++) {
                    for (int x = EDGE; x < width - EDGE; x++) {
                        if (isAll(last, width, x, y) && isAll(next, width, x, y)) {
                            int from = last[y * width + x] & 0xff;
                            int to = next[y * width + x] & 0xff;
                            if (Math.abs(from - to) > 150) {
                                long at = pictures.get(i).ptsMicros() + 2_000;
                                return new Answer(at, x, y, from, to);
                            }
                        }
                    }
                }
                last = next;
            }
            throw new AssertionError("nothing changes in " + video);
        }

        /** Of one brightness all around. */
        private static boolean isAll(byte[] greys, int width, int x, int y) {
            int middle = greys[y * width + x] & 0xff;
            for (int dy = -EDGE; dy <= EDGE; dy++) {
                for (int dx = -EDGE; dx <= EDGE; dx++) {
                    if (Math.abs((greys[(y + dy) * width + x + dx] & 0xff) - middle) > 24) {
                        return false;
                    }
                }
            }
            return true;
        }

        String clock() {
            long seconds = micros / 1_000_000;
            return seconds / 60 + ":" + String.format(Locale.ROOT, "%02d", seconds % 60);
        }
    }

    /**
     * Where a click is in the part of the picture that is shown of it.
     *
     * @param x in the shown part
     */
    private record Around(int x, int y) {

        static final int WIDTH = 240;
        static final int HEIGHT = 150;

        static Around of(int x, int y, int width, int height) {
            int left = Math.clamp(x - WIDTH / 2, 0, width - WIDTH);
            int top = Math.clamp(y - HEIGHT / 2, 0, height - HEIGHT);
            return new Around(x - left, y - top);
        }
    }

    @Test
    void theScreenThatChangedByItselfIsToldWithItsTime() throws IOException {
        browser.show(troubled);
        assertThat(browser.read("#restless")).contains("Without rest", "0:02", FLICKERED);
        assertThat(browser.read("#told")).contains("The total is wrong.").doesNotContain(FLICKERED);
        browser.find("#restless .step").click();
        Waits.eventually(LIMIT, "it seeks", () -> Math.abs(browser.now() - 2) <= SEEK_SECONDS);

        Path rested =
                RecordedReport.changed(
                        plain, "rested", data -> data.put("description", told(data, "")));
        browser.show(rested);
        assertThat(browser.find("#restless").isDisplayed()).isFalse();
        assertQuiet();
    }

    @Test
    void theHeaderSaysWhatWasMissedAndWhoStutteredAndLeadsThere() throws IOException {
        browser.show(troubled);
        String length = String.format(Locale.ROOT, "%.1f s", micros(troubled) / 1e6);

        assertThat(browser.text("#sentence"))
                .isEqualTo(
                        "7 of 150 ticks were missed in these "
                                + length
                                + " (5 late, 2 encoder); at 0:02 the application did not repaint"
                                + " for 0.6 s, and stuttered 1 more time; at 0:01 the recorder"
                                + " missed 5 ticks in a row.");
        assertThat(browser.text("#verdict-shape")).isEqualTo("\u25b2");
        List<WebElement> links = browser.all("#sentence .jump");
        assertThat(links).hasSize(2);
        for (int i = 0; i < links.size(); i++) {
            double there = i == 0 ? 2.0 : 1.5;
            links.get(i).click();
            Waits.eventually(
                    LIMIT, "it seeks", () -> Math.abs(browser.now() - there) <= EXACT_SECONDS);
        }
        assertQuiet();
    }

    @Test
    void theTimelineHasEveryLaneAndAClickInTheMiddleIsTheMiddle() throws IOException {
        browser.show(troubled);
        for (String lane :
                List.of("screen", "missed", "stutter", "input", "mark", "log", "trouble")) {
            assertThat(
                            browser.run(
                                    "return document.getElementById(arguments[0]).getAttribute('d')",
                                    "path-" + lane))
                    .as(lane)
                    .startsWith("M");
        }
        browser.find("#track").click();

        double half = micros(troubled) / 2e6;
        Waits.eventually(LIMIT, "it seeks", () -> Math.abs(browser.now() - half) <= SEEK_SECONDS);
        assertThat(browser.number("parseFloat(document.getElementById('playhead').style.left)"))
                .isCloseTo(50, within(2.0));
        assertQuiet();
    }

    @Test
    void aKindThatIsNotWantedIsGoneUntilItIsPressedAgain() throws IOException {
        browser.show(troubled);
        String clicks = "#events-rows .row.kind-click";
        String count = browser.text("#events-count");
        WebElement chip = browser.find("#chips [data-kind=click]");
        assertThat(browser.all(clicks)).isNotEmpty();

        chip.click();
        assertThat(chip.getDomAttribute("aria-pressed")).isEqualTo("false");
        assertThat(browser.all(clicks)).isEmpty();
        assertThat(browser.all("#events-rows .row.kind-missed")).hasSize(2);
        assertThat(browser.text("#events-count")).isNotEqualTo(count).endsWith(" of " + count);
        assertThat(browser.text("#found")).endsWith("shown");

        chip.click();
        assertThat(chip.getDomAttribute("aria-pressed")).isEqualTo("true");
        assertThat(browser.all(clicks)).isNotEmpty();
        assertThat(browser.text("#events-count")).isEqualTo(count);
        assertThat(browser.text("#found")).isEmpty();
        assertQuiet();
    }

    @Test
    void lastframesLogFollowsTheVideo() throws IOException {
        // A line of its own, a second before the next one.
        Path page =
                RecordedReport.changed(
                        plain,
                        "own",
                        data -> {
                            ArrayNode log = data.putArray("log");
                            for (int i = 0; i < 4; i++) {
                                log.addObject()
                                        .put("t", 1_000_000L * i)
                                        .put("level", "INFO")
                                        .put("text", "line number " + i);
                            }
                        });
        browser.show(page);
        for (int second : List.of(2, 1, 3)) {
            browser.run(Browser.VIDEO + ".currentTime = arguments[0]", second + 0.5);
            Waits.eventually(
                    LIMIT,
                    "line " + second + " is the line of now",
                    () -> browser.text("#own-rows .row.now").contains("line number " + second));
            assertThat(browser.all("#own-rows .row.now")).hasSize(1);
        }
        assertQuiet();
    }

    @Test
    void onPaperAreAllLinesThatTheFilterShowsAndAllNumbers() throws IOException {
        browser.show(troubled);
        browser.search("missed");
        for (boolean open : List.of(false, true)) {
            browser.run("document.querySelector('details').open = arguments[0]", open);
            browser.run("window.dispatchEvent(new Event('beforeprint'))");
            assertThat(browser.is("document.querySelector('details').open")).isTrue();
            assertThat(browser.text("#print"))
                    .contains("Events", "0:01.500", "Missed 5 ticks", "0:02.500", "Missed 2 ticks")
                    .doesNotContain("Click");

            browser.run("window.dispatchEvent(new Event('afterprint'))");
            assertThat(browser.is("document.querySelector('details').open")).isEqualTo(open);
            assertThat(browser.all("#print *")).isEmpty();
        }
        browser.search("");
        browser.run("window.dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.all("#print .paper"))
                .hasSameSizeAs(browser.all("#print .paper .time"))
                .hasSizeGreaterThan(10);
        assertThat(browser.text("#print")).contains("the total is wrong", "IllegalStateException");
        browser.medium("print");
        assertThat(browser.find("#print").isDisplayed()).isTrue();
        assertThat(browser.find(".lists").isDisplayed()).isFalse();
        picture("paper");
        browser.run("window.dispatchEvent(new Event('afterprint'))");
        assertQuiet();
    }

    @Test
    void onPaperAreTheSmallPicturesToWhichNobodyScrolled() throws IOException {
        browser.look(1440, 300, false);
        browser.open(plain);
        browser.awaitPage();
        long places = (long) browser.number("document.querySelectorAll('#steps .shots').length");
        String last = "[...document.querySelectorAll('#steps .shots')].at(-1)";
        assertThat(places).isGreaterThanOrEqualTo(4);
        assertThat(browser.number(last + ".getBoundingClientRect().top"))
                .as("further below than what is drawn before it is seen")
                .isGreaterThan(300 + 240);
        Waits.eventually(
                LIMIT,
                "all are drawn",
                () ->
                        browser.is(
                                "!document.querySelector('.shots:empty:not([hidden])')"
                                        + " && !document.querySelector('.shot canvas:not(.drawn)')"));
        assertThat(browser.is("window.scrollY === 0")).isTrue();
        browser.run("window.dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.all("#print .undrawn")).isEmpty();
        browser.run("window.dispatchEvent(new Event('afterprint'))");
        long drawn = browser.all("#steps canvas.drawn").size();
        assertThat(drawn).isGreaterThan(places);
        assertThat(browser.picturesOnPaper()).isGreaterThanOrEqualTo(drawn);
        assertQuiet();
    }

    @Test
    void whoPrintsTooSoonIsToldThatPicturesAreMissing() throws IOException {
        browser.look(1440, 300, false);
        browser.open(plain);
        // of one moment: they go on being drawn
        browser.run(
                "window.dispatchEvent(new Event('beforeprint'));"
                        + "window.told = document.querySelector('#print .undrawn')?.textContent;"
                        + "window.all = !document.querySelector('.shots:empty:not([hidden])');"
                        + "window.dispatchEvent(new Event('afterprint'))");
        assertThat(
                        browser.is(
                                "window.all || /not drawn yet: print again in some"
                                        + " seconds\\.$/.test(window.told)"))
                .isTrue();
        assertQuiet();
    }

    @Test
    void keysGoToTheNextTroublePictureAndLine() throws IOException {
        browser.show(troubled);
        List<Double> troubles = troubles();
        browser.press(Keys.HOME);
        double now = 0;
        for (int i = 0; i <= troubles.size(); i++) {
            double last = now;
            double next =
                    troubles.stream()
                            .filter(t -> t > last + 0.001)
                            .findFirst()
                            .orElse(troubles.getFirst());
            browser.press("m");
            Waits.eventually(
                    LIMIT,
                    "the trouble at " + next + " of " + troubles,
                    () -> Math.abs(browser.now() - next) <= EXACT_SECONDS);
            now = next;
        }
        browser.press(Keys.HOME);
        double step = 1.0 / 30;
        for (double pictures : List.of(1.0, 2.0, 1.0)) {
            browser.press(pictures * step > browser.now() ? "." : ",");
            Waits.eventually(
                    LIMIT,
                    pictures + " pictures on",
                    () -> Math.abs(browser.now() - pictures * step) <= EXACT_SECONDS);
        }
        browser.press("j");
        int first = chosen();
        browser.press("j");
        assertThat(chosen()).isEqualTo(first + 1);
        browser.press("k");
        assertThat(chosen()).isEqualTo(first);
        browser.press(Keys.END);
        Waits.eventually(
                LIMIT,
                "it is at its end",
                () -> browser.now() > browser.number(Browser.VIDEO + ".duration") - SEEK_SECONDS);
        assertQuiet();
    }

    @Test
    void aPageOfTheFirstVersionOpensAndItsDataDoesInTodaysPage() throws IOException {
        Path old = Files.createDirectory(home.resolve("old")).resolve("report.html");
        try (InputStream page = ReportPageIT.class.getResourceAsStream("report-version-1.html")) {
            Files.copy(page, old);
        }
        ObjectNode data = RecordedReport.data(old);
        assertThat(data.get("version").asInt()).isEqualTo(1);
        Path today =
                RecordedReport.changed(
                        plain,
                        "today",
                        now -> {
                            now.removeAll();
                            now.setAll(data);
                        });
        for (Path page : List.of(old, today)) {
            browser.look(1440, 900, false);
            browser.open(page);
            browser.awaitPage();
            assertThat(browser.text("#title")).isEqualTo("The total is wrong");
            assertThat(browser.text("#sentence")).startsWith("2 of 120 ticks were missed in these");
            assertThat(browser.read("#events-rows")).contains("Missed 2 ticks", "Click left at");
            assertThat(browser.read("#app-rows")).contains("IllegalStateException");
            assertThat(browser.read("#own-rows")).contains("recording began");
            assertThat(browser.read("#steps")).contains("click left at 100,201 in Shop");
            assertThat(browser.read("#told")).contains("It says -3.");
            browser.find("#events-rows .row.kind-mark").click();
            assertThat(browser.text("#detail-text")).contains("the total is wrong");
        }
    }

    @Test
    void theKeyboardAloneIsEnough() throws IOException {
        browser.show(plain);
        browser.press("j");
        Waits.eventually(
                LIMIT,
                "a line is chosen",
                () -> browser.is("document.querySelector('#events-rows [aria-selected=true]')"));
        browser.press(Keys.HOME);
        Waits.eventually(LIMIT, "it is at its beginning", () -> browser.now() == 0);
        browser.press(Keys.ARROW_RIGHT);
        Waits.eventually(LIMIT, "a second on", () -> Math.abs(browser.now() - 1) <= SEEK_SECONDS);
        browser.press(" ");
        Waits.eventually(LIMIT, "it plays", () -> browser.now() > 1.3);
        browser.press(" ");
        browser.press("/");
        browser.press("total is wrong");
        Waits.eventually(
                LIMIT, "one mark is left", () -> browser.all("#events-rows .row").size() == 1);
        browser.press(Keys.ESCAPE);
        Waits.eventually(LIMIT, "all are back", () -> browser.all("#events-rows .row").size() > 3);
        browser.press("?");
        Waits.eventually(LIMIT, "the keys are told", () -> browser.find("#help").isDisplayed());
        browser.press(Keys.ESCAPE);
        Waits.eventually(LIMIT, "and gone", () -> !browser.find("#help").isDisplayed());
        assertQuiet();
    }

    @Test
    void itAsksForNothingButTheFilesBesideIt() throws IOException {
        browser.show(plain);
        browser.find("#play").click();
        Waits.eventually(LIMIT, "it plays", () -> browser.now() > 0.2);

        String folder = plain.getParent().toUri().toString();
        List<String> asked = browser.requests();
        assertThat(asked).contains(folder + "report.html", folder + "recording.mp4");
        assertThat(asked).allSatisfy(url -> assertThat(url).startsWith(folder));
        assertThat(browser.console()).isEmpty();
        // The page's policy, not its good will: what is added to it may not ask for anything.
        browser.run(
                "const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i);"
                        + "const s = document.createElement('script');"
                        + "s.textContent = 'window.hacked = 1'; document.body.append(s);");
        Waits.eventually(
                LIMIT,
                "the policy refuses both",
                () ->
                        browser.console().stream()
                                .anyMatch(line -> line.contains("Content Security Policy")));
        assertThat(browser.is("window.hacked")).isFalse();
    }

    @Test
    void axeFindsNoSeriousFaultLightOrDarkWideOrNarrow() throws IOException {
        for (boolean dark : List.of(false, true)) {
            for (int width : List.of(1440, 400)) {
                String look = (dark ? "dark " : "light ") + width;
                browser.look(width, 900, dark);
                browser.open(troubled);
                browser.awaitPage();
                browser.find("#events-rows .row").click();
                Axe.assertAccessible(browser, look);
                picture(look);
                browser.run("document.getElementById('help').showModal()");
                Axe.assertAccessible(browser, "help " + look);
                picture(look + " help");
            }
        }
    }

    @Test
    void whatIsHostileIsShownAsTextAndRunsNothing() throws IOException {
        String json = new ObjectMapper().writeValueAsString(HOSTILE);
        String huge = "A".repeat(10_000_000);
        List<String> events =
                List.of(
                        "{\"t\":1000000,\"type\":\"mark\",\"text\":" + json + "}",
                        "{\"t\":1100000,\"type\":\"focus\",\"application\":"
                                + json
                                + ",\"title\":"
                                + json
                                + "}",
                        "{\"t\":1200000,\"type\":\"log\",\"file\":\"../../evil.html\",\"line\":"
                                + json
                                + "}",
                        "{\"t\":1300000,\"type\":\"health\",\"kind\":\"X\",\"detail\":"
                                + json
                                + "}",
                        "{\"t\":1400000,\"type\":\"__proto__\",\"constructor\":{\"toString\":"
                                + json
                                + "}}",
                        "{\"t\":1500000,\"type\":\"log\",\"line\":\""
                                + "BBBB ".repeat(180_000)
                                + "\"}",
                        "{\"t\":1600000,\"type\":\"mark\",\"text\":\"" + huge + "\"}",
                        "{\"t\":\"<b>\",\"type\":\"mark\",\"text\":\"odd\",\"until\":\"x\"}");
        String stamp = LocalDateTime.now(ZoneId.systemDefault()).toString().substring(0, 23);
        Path page =
                recorded.page(
                        "hostile",
                        HOSTILE_NAME,
                        events,
                        (stamp + " ERROR [main] d.l.App - " + huge + "\n")
                                + (stamp + " ERROR [main] d.l.App - " + HOSTILE + "\n"));

        assertThat(Files.size(page)).isLessThan(MOST_BYTES);
        browser.show(page);

        for (String list : List.of("events", "app", "own")) {
            browser.search("window.hacked=1");
            List<WebElement> rows = browser.all("#" + list + "-rows .row");
            assertThat(rows).as(list).isNotEmpty();
            rows.getFirst().click();
            String text = browser.run("return document.getElementById('detail-text').textContent");
            assertThat(text)
                    .contains(SHOWN)
                    .contains("\u2039U+202E\u203a")
                    .doesNotContain("\u202e");
        }
        assertThat(browser.find("#steps").getText()).contains(SHOWN);
        assertThat(browser.find("#meta").getText()).contains(HOSTILE_NAME);
        browser.search("BBBB");
        assertThat(browser.all("#app-rows .row")).hasSize(1);
        browser.search("");
        assertThat(browser.is("window.hacked")).isFalse();
        assertThat(browser.all("#main img:not(#still), body > img, script:not(#data)")).hasSize(1);
        browser.find("#play").click();
        Waits.eventually(LIMIT, "it plays", () -> browser.now() > 0.2);
        assertQuiet();
    }

    @Test
    void aHostileTitleIsTextToo() throws IOException {
        Path page =
                RecordedReport.changed(
                        plain,
                        "titled",
                        data -> {
                            data.put("description", "# " + HOSTILE + "\n" + told(data, HOSTILE));
                            ((ObjectNode) data.at("/session/recording")).put("name", HOSTILE);
                        });
        browser.show(page);

        for (String where : List.of("#title", "title", "#meta", "#restless")) {
            assertThat(browser.text(where))
                    .as(where)
                    .contains(SHOWN)
                    .contains("\u2039U+202E\u203a")
                    .doesNotContain("\u202e");
        }
        assertThat(browser.run("return document.title")).contains(SHOWN);
        assertThat(browser.is("window.hacked")).isFalse();
        assertThat(browser.all("header img, header script, #restless img")).isEmpty();
        assertQuiet();
    }

    @Test
    void tenThousandEventsAreAFewElements() throws IOException {
        List<String> events =
                IntStream.range(0, MANY)
                        .mapToObj(i ->
                                "{\"t\":%d,\"type\":\"click\",\"x\":%d,\"y\":7,\"button\":\"right\",\"state\":\"down\"}"
                                        .formatted(1_000_000 + i * 200L, i))
                        .toList();
        Path page = recorded.page("many", "bug", events, "");
        browser.show(page);

        assertThat(RecordedReport.data(page).get("events")).hasSizeGreaterThan(MANY);
        assertFewElements();
        for (double share : List.of(0.3, 0.9, 0.1, 1.0)) {
            browser.run(
                    "const r = document.getElementById('events-rows'); r.scrollTop = r.scrollHeight * arguments[0]",
                    share);
            assertFewElements();
        }
        browser.search(", 7");
        browser.run(
                "const r = document.getElementById('events-rows'); r.scrollTop = r.scrollHeight");
        Waits.eventually(
                LIMIT,
                "the last of them is in sight",
                () ->
                        browser.text("#events-rows .row:last-child")
                                .contains("right at " + (MANY - 1)));
        browser.all("#events-rows .row").getLast().click();
        double last = (1_000_000 + (MANY - 1) * 200L) / 1e6;
        Waits.eventually(LIMIT, "it seeks", () -> Math.abs(browser.now() - last) <= SEEK_SECONDS);
        assertFewElements();
        assertQuiet();
    }

    @Test
    void withAnyPieceLeftOutTheRestIsThere() throws IOException {
        List<String> fields = List.of("session", "events", "appLog", "log", "description");
        List<Path> pages = new ArrayList<>();
        for (String field : fields) {
            pages.add(RecordedReport.changed(plain, "no-" + field, data -> data.remove(field)));
        }
        pages.add(
                RecordedReport.changed(
                        plain,
                        "none",
                        data -> {
                            data.remove(fields);
                            data.putArray("files");
                        }));
        pages.add(
                RecordedReport.changed(
                        plain, "no-video", data -> data.putArray("files").add("screenshot.png")));
        for (Path page : pages) {
            browser.show(page);
            assertThat(browser.find("#sentence").getText()).as("%s", page).isNotEmpty();
            assertThat(browser.find("#title").getText()).as("%s", page).isNotEmpty();
            assertQuiet();
        }
        browser.show(pages.getLast());
        assertThat(browser.find("#still").isDisplayed()).isTrue();
        assertThat(browser.all("#steps .shots")).isEmpty();
        browser.find("#events-rows .row:nth-of-type(2)").click();
        assertThat(browser.find("#time").getText()).isNotEqualTo("0:00.0");
        assertQuiet();
    }

    @Test
    void ofNoRecordingItShowsThePictureAndTheLog() throws IOException {
        browser.show(recorded.pageWithoutRecording());

        assertThat(browser.find("#sentence").getText()).startsWith("Nothing was recorded");
        assertThat(browser.text("#stage-note")).contains("no video");
        assertQuiet();
    }

    @Test
    void newerDataIsOneSentence() throws IOException {
        Path newer = RecordedReport.changed(plain, "newer", data -> data.put("version", 2));
        browser.show(newer);

        assertThat(browser.find("#sentence").getText()).contains("version 2").endsWith(".");
        assertThat(browser.find("#main").isDisplayed()).isFalse();
        assertQuiet();
    }

    @Test
    void aVideoThatIsNotBesideThePageIsOneSentence() throws IOException {
        Path alone = Files.createDirectory(home.resolve("alone")).resolve("report.html");
        Files.copy(plain, alone);
        browser.open(alone);

        Waits.eventually(
                LIMIT,
                "it says what to do",
                () -> browser.text("#stage-note").contains("unpack the whole zip"));
        assertThat(browser.all("#events-rows .row")).isNotEmpty();
        Waits.eventually(
                LIMIT,
                "there are no empty pictures",
                () -> browser.all("#steps .shots").stream().noneMatch(WebElement::isDisplayed));
    }

    /** To be looked at; all of a page that is longer than its window. */
    private static void picture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "report-page"));
        Files.write(folder.resolve(name.replace(' ', '-') + ".png"), browser.picture());
    }

    /** As a person and a busy application would have it; only what was said by hand is changed. */
    private static void trouble(ObjectNode data) {
        data.put("description", told(data, "0:02 " + FLICKERED));
        data.putArray("log");
        ObjectNode session = (ObjectNode) data.get("session");
        ((ObjectNode) session.get("stretch")).put("ticks", 150).put("missed", 7);
        ArrayNode stutters = session.putArray("stutters");
        stutter(stutters, "application", 1_000_000, 300_000, "did not repaint for 0.3 s");
        stutter(stutters, "application", 2_000_000, 600_000, "did not repaint for 0.6 s");
        stutter(stutters, "recorder", 1_500_000, 200_000, "missed 5 ticks in a row");
        ArrayNode events = (ArrayNode) data.get("events");
        events.removeIf(event -> event.path("type").asText().equals("missed"));
        missed(events, 1_500_000, 200_000, "late", 5);
        missed(events, 2_500_000, 70_000, "queueFull.encoder", 2);
    }

    private static void stutter(ArrayNode to, String who, long t, long micros, String said) {
        to.addObject()
                .put("who", who)
                .put("t", t)
                .put("until", t + micros)
                .put("micros", micros)
                .put("sentence", "the " + who + " " + said);
    }

    private static void missed(ArrayNode to, long t, long micros, String reason, int count) {
        to.addObject()
                .put("t", t)
                .put("type", "missed")
                .put("until", t + micros)
                .put("reason", reason)
                .put("count", count);
    }

    /** Its description with something to tell, and no other flicker than this; empty for none. */
    private static String told(ObjectNode data, String restless) {
        String plain =
                data.get("description")
                        .asText()
                        .replaceAll("(?s)\n## Without rest\n.*?(?=\n## |$)", "")
                        .replace("(write here what happened)", "The total is wrong.");
        return restless.isEmpty()
                ? plain
                : plain.replace(
                        "\n## Numbers", "\n## Without rest\n\n- " + restless + "\n\n## Numbers");
    }

    /** What the key looks for, in seconds and in order. */
    private static List<Double> troubles() throws IOException {
        ObjectNode data = RecordedReport.data(troubled);
        double end = micros(troubled);
        List<JsonNode> found = new ArrayList<>();
        data.get("events").forEach(found::add);
        found.removeIf(event -> !List.of("missed", "mark").contains(event.path("type").asText()));
        data.at("/session/stutters").forEach(found::add);
        found.removeIf(event -> event.path("who").asText().equals("recorder"));
        data.get("appLog")
                .forEach(line -> {
                    if (line.get("text").asText().contains("ERROR")) {
                        found.add(line);
                    }
                });
        return found.stream()
                .map(each -> each.get("t").asLong() / 1e6)
                .filter(t -> t * 1e6 <= end)
                .sorted()
                .toList();
    }

    /** Which line of the events is chosen, once one is. */
    private static int chosen() {
        String row = "document.querySelector('#events-rows [aria-selected=true]')";
        Waits.eventually(LIMIT, "a line is chosen", () -> browser.is(row));
        return (int) browser.number(row + ".dataset.at");
    }

    /** How long the stretch is. */
    private static long micros(Path page) throws IOException {
        JsonNode stretch = RecordedReport.data(page).at("/session/stretch");
        return stretch.get("untilMicros").asLong() - stretch.get("fromMicros").asLong();
    }

    /** How many of the four corners around a place of a picture have their colour. */
    private static int marked(WebElement picture, int x, int y) throws IOException {
        Pixels pixels = Pixels.of(picture);
        int found = 0;
        for (int[] point :
                new int[][] {
                    {x + CORNER, y + CORNER},
                    {x - CORNER, y + CORNER},
                    {x + CORNER, y - CORNER},
                    {x - CORNER, y - CORNER}
                }) {
            boolean mark = false;
            for (int near = 0; near < 9; near++) {
                Rgb colour = pixels.at(point[0] + near / 3 - 1, point[1] + near % 3 - 1);
                mark |= colour.near(MARK, 48);
            }
            found += mark ? 1 : 0;
        }
        return found;
    }

    private static Rgb colour(WebElement picture, int x, int y) throws IOException {
        return Pixels.of(picture).at(x, y);
    }

    private static Rgb grey(int brightness) {
        return new Rgb(brightness, brightness, brightness);
    }

    /** What a part of the page looks like. */
    private static final class Pixels {

        private final byte[] rgb;
        private final int width;

        private Pixels(byte[] rgb, int width) {
            this.rgb = rgb;
            this.width = width;
        }

        static Pixels of(WebElement part) throws IOException {
            Path png = Files.write(home.resolve("p.png"), part.getScreenshotAs(OutputType.BYTES));
            byte[] rgb =
                    Ffmpeg.output(
                            List.of(
                                    "-i",
                                    png.toString(),
                                    "-f",
                                    "rawvideo",
                                    "-pix_fmt",
                                    "rgb24",
                                    "-"));
            return new Pixels(rgb, Ffmpeg.probe(png).width());
        }

        /** Black beyond its edges. */
        Rgb at(int x, int y) {
            int i = 3 * (y * width + x);
            return x < 0 || y < 0 || x >= width || i + 2 >= rgb.length
                    ? new Rgb(0, 0, 0)
                    : new Rgb(rgb[i] & 0xff, rgb[i + 1] & 0xff, rgb[i + 2] & 0xff);
        }
    }

    /** What has been sought is shown, too: the video has its picture of that time. */
    private static void assertSeeked(JsonNode event) {
        double at = event.get("t").asLong() / 1e6;
        Waits.eventually(
                LIMIT,
                "the picture of " + at,
                () ->
                        Math.abs(browser.now() - at) <= SEEK_SECONDS
                                && !browser.is(Browser.VIDEO + ".seeking"));
        assertThat(browser.now()).isCloseTo(at, within(SEEK_SECONDS));
    }

    /** The time of a line, which is like 0:01.234; -1 for one from outside the stretch. */
    private static double seconds(WebElement row) {
        String clock = row.findElement(By.className("time")).getText();
        if (!clock.matches("\\d+:\\d\\d\\.\\d{3}")) {
            return -1;
        }
        int colon = clock.indexOf(':');
        return Integer.parseInt(clock.substring(0, colon)) * 60
                + Double.parseDouble(clock.substring(colon + 1));
    }

    private static void assertFewElements() {
        assertThat(browser.number("document.querySelectorAll('.row').length"))
                .isBetween(1.0, (double) MOST_ROWS);
        assertThat(browser.number("document.querySelectorAll('*').length"))
                .isLessThan(MOST_ELEMENTS);
    }

    private static void assertQuiet() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allSatisfy(url -> assertThat(url).startsWith("file:"));
    }
}
