package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.ReportFile;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything of the dialog's form that a person can change, by real mouse and keys, and what comes
 * of it in the report. What is reported says in each of its pictures when that was shown.
 */
@Timeout(240)
@ExtendWith(Fx.class)
final class BugReportFormIT {

    private static final int RATE = 10;

    /** How much lighter it is from second to second. */
    private static final int LIGHTER = 3;

    private static final Pattern STRETCH =
            Pattern.compile("(\\d+):(\\d\\d) to (\\d+):(\\d\\d), .*");
    private static final Pattern SPAN = Pattern.compile("0:0(\\d\\.\\d) to 0:0(\\d\\.\\d)");
    private static final Rgb BLACK = new Rgb(0, 0, 0);

    /** Where the program that makes pictures and videos is installed, if it is. */
    private static final String PROGRAMS = "lastframe.programs";

    @TempDir private Path home;
    private Person person;
    private final Dialog dialog = new Dialog();
    private Path videos;

    @BeforeEach
    void settle() throws IOException {
        person = new Person(home);
        videos = Files.createDirectories(home.resolve("Videos/Lastframe"));
    }

    @AfterEach
    void closeTheWindow() {
        person.close();
    }

    @Test
    void theStretchIsTheLastHalfMinuteAndItsEndsAreMovedByMouseAndKeys() throws IOException {
        opensTheReportOf(seconds(60), 60);
        assertThat(dialog.text("#bug-stretch")).isEqualTo("last 30\u00a0s");
        assertSeconds(make(), 30, 60);

        dialog.clicks("#bug-correct");
        dialog.awaits("back", () -> dialog.sees("#bug-make"));
        dialog.dragsTo("#bug-begin", "#bug-timeline", 0.25);
        dialog.flicksTo("#bug-end", "#bug-timeline", 0.75);
        // what the mouse did is still on its way
        awaitsNear(15, 45);
        List<Integer> dragged = stretch();
        assertSeconds(make(), dragged.getFirst(), dragged.getLast());

        dialog.clicks("#bug-correct");
        dialog.awaits("back", () -> dialog.sees("#bug-make"));
        dialog.goesTo("#bug-begin");
        dialog.presses(KeyCode.RIGHT);
        dialog.presses(KeyCode.RIGHT);
        dialog.presses(KeyCode.SHIFT, KeyCode.RIGHT);
        dialog.goesTo("#bug-end");
        dialog.presses(KeyCode.LEFT);
        dialog.presses(KeyCode.LEFT);
        List<Integer> moved = List.of(dragged.getFirst() + 12, dragged.getLast() - 2);
        dialog.awaits("the keys have come", () -> stretch().equals(moved));
        assertSeconds(make(), moved.getFirst(), moved.getLast());
        assertThat(made()).as("none takes the place of another").hasSize(3);
    }

    @Test
    void aCoverIsThereFromHereUntilThereAndNoLonger() throws IOException {
        opensTheReportOf(seconds(9), 9);
        dialog.awaitsThePicture();
        dialog.drags("#bug-covers", 0.25, 0.25, 0.75, 0.75);
        dialog.awaits("it covers", () -> dialog.sees("#bug-cover-from"));
        assertThat(dialog.text("#bug-cover-span")).isEqualTo("whole stretch");
        dialog.clicks("#bug-timeline", 0.33, 0.5);
        dialog.clicks("#bug-cover-from");
        dialog.clicks("#bug-timeline", 0.66, 0.5);
        dialog.clicks("#bug-cover-until");
        // from there until the end it said already
        dialog.awaits("it says so", () -> until(dialog.text("#bug-cover-span")) < 8);
        Matcher told = SPAN.matcher(dialog.text("#bug-cover-span"));
        assertThat(told.matches()).isTrue();
        double from = Double.parseDouble(told.group(1));
        double until = Double.parseDouble(told.group(2));
        assertThat(from).isBetween(2.5, 3.5);
        assertThat(until).isBetween(5.5, 6.5);
        assertThat(dialog.unnamed()).as("with a cover").isEmpty();

        dialog.clicks("#bug-look-over");
        dialog.awaits("it is looked over", () -> dialog.sees("#bug-strip-1"));
        assertThat(dialog.unnamed()).as("while it is looked over").isEmpty();
        Path video = make();
        int frames = Ffmpeg.probe(video).frames();
        assertThat(frames).isBetween(8 * RATE, 9 * RATE + 1);
        for (int i = 0; i < frames; i++) {
            double at = i / (double) RATE;
            boolean black = Ffmpeg.rgbAt(video, i, 160, 120).near(BLACK, 12);
            // what is told is told in tenths, one of which is one picture
            if (at > from + 0.11 && at < until - 0.11) {
                assertThat(black).as("covered at %s", at).isTrue();
            } else if (at < from - 0.11 || at > until + 0.11) {
                assertThat(black).as("not covered at %s", at).isFalse();
            }
            assertThat(Ffmpeg.rgbAt(video, i, 20, 20).near(BLACK, 12)).isFalse();
        }
    }

    @Test
    void stepsThatAreEditedInPlaceAreInTheTextAndOnThePage() throws IOException {
        Path video = seconds(4);
        Files.writeString(
                videos.resolve("seconds.events.jsonl"),
                """
                {"t":0,"type":"start","version":1,"wall":"2026-11-21T12:00:00Z","nanoTime":5,"fps":10}
                {"t":500000,"type":"click","x":10,"y":20,"button":"left","state":"down","application":"shop"}
                {"t":600000,"type":"click","x":10,"y":20,"button":"left","state":"up","application":"shop"}
                {"t":1500000,"type":"mark","text":"the total is wrong"}
                {"t":2000000,"type":"missed","until":2100000,"reason":"late","count":3}
                {"t":3500000,"type":"ledger","ticks":40,"late":0,"missed":0,"wall":"2026-11-21T12:00:04Z"}
                """);
        opensTheReportOf(video, 4);
        assertThat(dialog.heard("#bug-timeline"))
                .isEqualTo("Timeline: 1 marks, 1 actions, 1 missed stretches");
        dialog.awaits("they are drafted", () -> dialog.text("#bug-steps").contains("click left"));
        dialog.clicks("#bug-steps");
        dialog.presses(KeyCode.CONTROL, KeyCode.HOME);
        dialog.presses(KeyCode.END);
        dialog.types(" on Pay");
        dialog.presses(KeyCode.CONTROL, KeyCode.END);
        dialog.types("\n0:02 wait for carl@example.org");
        dialog.awaits("it is typed", () -> dialog.text("#bug-steps").endsWith("org"));
        String edited = dialog.text("#bug-steps").lines().findFirst().orElseThrow();
        assertThat(edited).startsWith("0:00 click left at 10,20").endsWith(" on Pay");
        make();

        Path zip = zip(made().getLast());
        for (String where : List.of("description.md", "report.html")) {
            assertThat(text(zip, where))
                    .as(where)
                    .contains(edited.substring(5), "wait for [e-mail]")
                    .doesNotContain("carl@example");
        }
    }

    private static String text(Path zip, String name) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return new String(
                    file.getInputStream(file.getEntry(name)).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }

    @Test
    void eachDestinationGetsWhatItTakesAndTheNextReportGoesThereToo() throws IOException {
        Path video = videos.resolve("lively.ts");
        lively(video, 8);
        long whole = Files.size(video);
        assertThat(whole).as("more than a message takes").isGreaterThan(16_000_000);
        opensTheReportOf(video, 8);
        assertThat(dialog.text("#bug-make")).isEqualTo("Make folder");
        dialog.clicks("#bug-to-gitlab");
        dialog.awaits("it is chosen", () -> dialog.isChosen("#bug-to-gitlab"));
        assertThat(dialog.text("#bug-make")).isEqualTo("Make folder");
        Path gitlab = make();
        assertThat(gitlab).hasFileName("recording.mp4");
        assertThat(names(made().getFirst()))
                .hasSize(3)
                .contains("recording.mp4", "description.md")
                .anyMatch(name -> name.endsWith(".zip"));
        assertThat(Files.size(gitlab)).as("it fits as it is").isGreaterThan(whole * 8 / 10);
        assertThat(dialog.unnamed()).as("when it is made").isEmpty();

        dialog.clicks("#bug-correct");
        dialog.awaits("back", () -> dialog.sees("#bug-make"));
        dialog.clicks("#bug-to-email");
        dialog.awaits("a zip is made for it", () -> dialog.text("#bug-make").equals("Make zip"));
        dialog.clicks("#bug-make");
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
        Path email = made().stream().filter(Files::isRegularFile).findFirst().orElseThrow();
        assertThat(Files.size(email)).isBetween(4_000_000L, 14_000_000L);
        assertThat(dialog.sees("#bug-copy-video")).as("it is in the zip").isFalse();
        VideoInfo info = Ffmpeg.probe(ReportFile.open(email).video(home));
        assertThat(info.frames()).isGreaterThan(100);

        assertThat(dialog.text("#bug-earlier")).contains("made before, is still there");
        Path first = made().stream().filter(Files::isDirectory).findFirst().orElseThrow();
        dialog.clicks("#bug-earlier-remove");
        dialog.awaits("it is gone", () -> Files.notExists(first));
        assertThat(email).exists();
        assertThat(dialog.sees("#bug-trouble")).isFalse();

        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("it is closed", () -> !dialog.isOpen());
        person.close();
        person = new Person(home);
        person.opensTheWindow();
        person.clicks("#report-last");
        dialog.awaitsIt();
        assertThat(dialog.text("#bug-make")).as("as the last one").isEqualTo("Make zip");
    }

    @Test
    void everyControlHasANameForWhoHearsTheDialog() throws IOException {
        opensTheReportOf(seconds(4), 4);
        dialog.awaits("all is listed", () -> dialog.sees("#bug-in-manifest-json"));
        dialog.awaitsThePicture();
        assertThat(dialog.named()).as("it looks at all").isGreaterThan(30);
        assertThat(dialog.unnamed()).as("the form").isEmpty();

        dialog.clicks("#bug-read-manifest-json");
        dialog.awaits("it is read", () -> dialog.sees("#bug-content-lines"));
        assertThat(dialog.unnamed()).as("a text").isEmpty();
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("back", () -> !dialog.sees("#bug-content"));
        dialog.clicks("#bug-read-screenshot-png");
        dialog.awaits("it is looked at", () -> dialog.hasPicture("#bug-content-picture"));
        assertThat(dialog.unnamed()).as("a picture").isEmpty();
        assertThat(dialog.text("#bug-content-check")).contains("yours to check");
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("back", () -> !dialog.sees("#bug-content"));

        Files.delete(videos.resolve("seconds.ts"));
        dialog.clicks("#bug-make");
        dialog.awaits("it fails", () -> dialog.sees("#bug-trouble"));
        assertThat(dialog.unnamed()).as("trouble").isEmpty();
    }

    @Test
    void theScreenshotIsLookedAtAsItWillBeSent() throws IOException {
        opensTheReportOf(seconds(4), 4);
        dialog.awaits("all is listed", () -> dialog.sees("#bug-in-manifest-json"));
        assertThat(dialog.text("#bug-in-manifest-json"))
                .startsWith("manifest.json")
                .endsWith("always");
        dialog.awaitsThePicture();
        dialog.drags("#bug-covers", 0.25, 0.25, 0.75, 0.75);
        dialog.awaits("it covers", () -> dialog.sees("#bug-cover-1"));
        dialog.clicks("#bug-read-screenshot-png");
        dialog.awaits("it is shown", () -> dialog.hasPicture("#bug-content-picture"));
        Rgb middle = dialog.pixel("#bug-content-picture", 0.5, 0.5);
        Rgb corner = dialog.pixel("#bug-content-picture", 0.05, 0.05);
        assertThat(middle.near(BLACK, 12)).as("%s", middle).isTrue();
        assertThat(corner.near(BLACK, 12)).as("%s", corner).isFalse();
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("back", () -> !dialog.sees("#bug-content"));

        Files.delete(videos.resolve("seconds.ts"));
        dialog.clicks("#bug-read-screenshot-png");
        awaitsNotCovered();
    }

    private void awaitsNotCovered() {
        dialog.awaits(
                "it says why there is none",
                () ->
                        dialog.textsIn("#bug-content-picture", ".instead")
                                .equals(
                                        List.of(
                                                "The picture could not be made, and will not be in"
                                                        + " the report. It could not be"
                                                        + " covered.")));
    }

    @Test
    void aScreenshotThatTheProgramForPicturesDoesNotMakeSaysSoAndIsLeftOut() throws IOException {
        opensTheReportOf(seconds(4), 4);
        dialog.awaits("all is listed", () -> dialog.sees("#bug-in-manifest-json"));
        dialog.awaitsThePicture();
        dialog.drags("#bug-covers", 0.25, 0.25, 0.75, 0.75);
        dialog.awaits("it covers", () -> dialog.sees("#bug-cover-1"));
        Path broken = Files.createDirectory(home.resolve("programs")).resolve("ffmpeg");
        Files.writeString(broken, "#!/bin/sh\necho out of order >&2\nexit 1\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        System.setProperty(PROGRAMS, broken.getParent().toString());
        try {
            dialog.clicks("#bug-read-screenshot-png");
            awaitsNotCovered();
        } finally {
            System.clearProperty(PROGRAMS);
        }
        assertThat(dialog.hasPicture("#bug-content-picture")).as("the one before").isFalse();
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("back", () -> !dialog.sees("#bug-content"));
        dialog.clicks("#bug-read-screenshot-png");
        dialog.awaits("it is made again", () -> dialog.hasPicture("#bug-content-picture"));
        assertThat(dialog.textsIn("#bug-content-picture", ".instead")).containsExactly("");
    }

    /** What was made last. */
    private Path make() throws IOException {
        int before = made().size();
        dialog.clicks("#bug-make");
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
        List<Path> all = made();
        assertThat(all).hasSize(before + 1);
        return all.getLast().resolve("recording.mp4");
    }

    /** The reports, the newest last. */
    private List<Path> made() throws IOException {
        try (Stream<Path> files = Files.list(videos)) {
            return files.filter(file -> file.toString().contains(".report"))
                    .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .toList();
        }
    }

    private static Path zip(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip")).findFirst().orElseThrow();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private void awaitsNear(int from, int until) {
        try {
            dialog.awaits("the stretch is another", () -> near(from, until));
        } catch (AssertionError another) {
            throw new AssertionError(dialog.text("#bug-stretch"), another);
        }
    }

    private boolean near(int from, int until) {
        return STRETCH.matcher(dialog.text("#bug-stretch")).matches()
                && Math.abs(stretch().getFirst() - from) <= 2
                && Math.abs(stretch().getLast() - until) <= 2;
    }

    /** What the dialog says of its ends, in seconds. */
    private List<Integer> stretch() {
        String text = dialog.text("#bug-stretch");
        Matcher matcher = STRETCH.matcher(text);
        if (!matcher.matches()) {
            throw new AssertionError(text);
        }
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i < 5; i += 2) {
            numbers.add(
                    Integer.parseInt(matcher.group(i)) * 60
                            + Integer.parseInt(matcher.group(i + 1)));
        }
        return numbers;
    }

    /** The video shows these seconds, as its pictures themselves say. */
    private static void assertSeconds(Path video, int from, int until) {
        VideoInfo info = Ffmpeg.probe(video);
        assertThat(info.frames() / (double) RATE).isBetween(until - from - 1.2, until - from + 1.2);
        assertThat(second(video, 0)).isBetween(from - 1, from + 1);
        assertThat(second(video, info.frames() - 1)).isBetween(until - 2, until);
    }

    private static int second(Path video, int index) {
        byte[] greys = Ffmpeg.greys(video, index);
        int grey = greys[greys.length / 2] & 0xff;
        // black is 16 and white 235 in the file
        return (int) Math.round(grey * 219 / 255.0 / LIGHTER);
    }

    private void opensTheReportOf(Path video, int seconds) throws IOException {
        person.hasSettings(
                "\"keep\":\"ts\",\"last\":{\"file\":\""
                        + video
                        + "\",\"millis\":"
                        + seconds * 1000
                        + "}");
        person.opensTheWindow();
        person.clicks("#report-last");
        dialog.awaitsIt();
    }

    /** Each second is lighter than the one before. */
    private Path seconds(int seconds) {
        Path video = videos.resolve("seconds.ts");
        encode(
                "nullsrc=s=320x240:r="
                        + RATE
                        + ":d="
                        + seconds
                        + ",format=yuv420p,geq=lum='16+floor(T)*"
                        + LIGHTER
                        + "':cb=128:cr=160",
                "300k",
                video);
        return video;
    }

    /** Each picture is unlike the one before. */
    private static void lively(Path video, int seconds) {
        encode("testsrc2=s=640x360:r=30:d=" + seconds + ",noise=alls=60:allf=t", "20M", video);
    }

    private static void encode(String source, String rate, Path video) {
        Ffmpeg.output(
                List.of(
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        source,
                        "-c:v",
                        "libopenh264",
                        "-b:v",
                        rate,
                        "-g",
                        "10",
                        "-muxdelay",
                        "0",
                        "-muxpreload",
                        "0",
                        "-f",
                        "mpegts",
                        video.toString()));
    }

    /** In seconds; endless where that is not said. */
    private static double until(String span) {
        Matcher told = SPAN.matcher(span);
        return told.matches() ? Double.parseDouble(told.group(2)) : Double.POSITIVE_INFINITY;
    }
}
