package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PngFile;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.recovery.SampleRecording;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.transport.TransportPacket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draft is looked at, changed and packed; the zip says what came of it. */
final class ReportDraftTest {

    private static final Instant TRIGGER = Instant.parse("2026-11-25T12:00:01.500Z");
    private static final Rect AREA = new Rect(10, 10, 50, 40);

    private static SampleRecording sample;

    @TempDir private Path folder;
    private DraftHome home;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(90, 320, 180, 0.05);
    }

    @BeforeEach
    void write() throws Exception {
        home = DraftHome.in(folder);
        home.recording(
                sample.bytes(),
                "{\"t\":0,\"type\":\"start\",\"version\":1,\"wall\":\"2026-11-25T12:00:00Z\",\"nanoTime\":5,\"fps\":30}",
                "{\"t\":200000,\"type\":\"focus\",\"application\":\"xterm\"}",
                "{\"t\":500000,\"type\":\"mark\",\"text\":\"write to anna@example.org\"}",
                ledger(1_000_000, 30, 0),
                "{\"t\":1000000,\"type\":\"screen\",\"from\":0,\"ticks\":30,\"changed\":12}",
                "{\"t\":1200000,\"type\":\"pause\"}",
                "{\"t\":2000000,\"type\":\"missed\",\"until\":2100000,\"reason\":\"late\",\"count\":3}",
                "{\"t\":2200000,\"type\":\"click\",\"x\":1,\"y\":2,\"button\":\"left\",\"state\":\"down\"}",
                "{\"t\":2300000,\"type\":\"log\",\"file\":\"app.log\",\"line\":\"to bert@example.org\"}",
                ledger(2_980_000, 90, 3));
    }

    /** Its tables are written when it begins, its first picture a moment later. */
    @Test
    void ofARecordingThatHasJustBegunItIsSaidThatItHasNoPictureYet() throws Exception {
        Path file = folder.resolve("videos/bug.ts");
        Files.write(file, Arrays.copyOf(sample.bytes(), 3 * TransportPacket.SIZE));
        Finder finder = new Finder(home.environment());
        try (Scratch scratch = Scratch.in(home.scratch())) {
            for (boolean running : new boolean[] {true, false}) {
                Source source = Source.of(file, running);
                Throwable refused =
                        catchThrowable(() ->
                                Subject.of(
                                        source,
                                        new Films(finder, scratch, source),
                                        home.environment(),
                                        TRIGGER,
                                        TRIGGER));
                if (running) {
                    assertThat(refused)
                            .isInstanceOfSatisfying(
                                    ReportException.class,
                                    said ->
                                            assertThat(said.kind())
                                                    .isEqualTo(
                                                            ReportException.Kind.NOTHING_CAPTURED));
                } else {
                    assertThat(refused).isInstanceOf(ExportException.class);
                }
            }
        }
    }

    @Test
    void itBeginsWithWhatCameBeforeTheTriggerAndTellsAllOfTheRecording() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            assertThat(draft.fromMicros()).isZero();
            assertThat(draft.untilMicros()).isEqualTo(1_500_000);
            assertThat(draft.title()).isEqualTo("A problem in xterm");
            assertThat(draft.steps())
                    .containsExactly("0:00 go to xterm", "0:00 mark: write to [e-mail]");
            DraftTimeline told = draft.timeline().orElseThrow();
            assertThat(told.endMicros()).isEqualTo(2_980_000);
            assertThat(told.triggerMicros()).isEqualTo(1_500_000);
            assertThat(told.marks())
                    .containsExactly(new DraftTimeline.Mark(500_000, "write to [e-mail]"));
            assertThat(told.events())
                    .containsExactly(
                            new DraftTimeline.Event(200_000, "focus", "go to xterm"),
                            new DraftTimeline.Event(2_200_000, "click", "click left at 1,2"));
            assertThat(told.missed())
                    .containsExactly(new DraftTimeline.Missed(2_000_000, 2_100_000, "late", 3));
            assertThat(told.changes()).containsExactly(new DraftTimeline.Changes(0, 1_000_000, 12));
            // From second 1 to second 10 of the wall 1.98 s of the recording passed.
            assertThat(told.pauses())
                    .containsExactly(new DraftTimeline.Pause(1_200_000, 7_020_000));
        }
        assertThat(DraftHome.names(home.scratch())).isEmpty();
    }

    @Test
    void everyEntryIsShownWithWhatWasReplaced() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            draft.stretch(0, 2_900_000);

            List<DraftEntry> entries = draft.entries();

            assertThat(entries.stream().map(DraftEntry::name))
                    .containsExactly(
                            Entry.VIDEO,
                            Entry.PICTURE,
                            Entry.SESSION,
                            Entry.EVENTS,
                            Entry.APP_LOG,
                            Entry.LOG,
                            Entry.SYSTEM,
                            Entry.DESCRIPTION,
                            Entry.PAGE,
                            Entry.MANIFEST);
            assertThat(entries.get(0).estimated()).isTrue();
            assertThat(entries).allMatch(entry -> entry.bytes() > 0);
            DraftEntry log = entries.get(4);
            assertThat(log.replaced()).hasSize(1);
            assertThat(
                            log.text()
                                    .substring(
                                            log.replaced().getFirst().start(),
                                            log.replaced().getFirst().end()))
                    .isEqualTo("[e-mail]");
            assertThat(entries.get(3).replaced()).hasSize(2);
            assertThat(draft.stutters()).anyMatch(text -> text.contains("the recorder missed"));
        }
    }

    @Test
    void entriesAreShownWithThePersonsOwnWords() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            PackOrder order =
                    new PackOrder(
                            Destination.ANY,
                            OptionalLong.empty(),
                            Optional.empty(),
                            new Description("Mail fails", "No mail to carl@example.org.", ""),
                            Optional.of(List.of("send")),
                            Set.of(Entry.APP_LOG),
                            List.of(new Mask(new Rect(0, 0, 20, 20), 0, 1_000_000)));

            List<DraftEntry> entries = draft.entries(order);

            assertThat(entries)
                    .extracting(DraftEntry::name)
                    .contains(Entry.VIDEO, Entry.PAGE)
                    .doesNotContain(Entry.APP_LOG);
            DraftEntry description =
                    entries.stream()
                            .filter(entry -> entry.name().equals(Entry.DESCRIPTION))
                            .findFirst()
                            .orElseThrow();
            assertThat(description.text())
                    .startsWith("# Mail fails\n")
                    .contains("No mail to [e-mail].", "send")
                    .doesNotContain("example.org", "go to xterm");
            assertThat(description.replaced()).hasSize(1);
        }
    }

    @Test
    void anotherStretchIsGatheredAnew() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            draft.stretch(2_100_000, 9_000_000);

            assertThat(draft.untilMicros()).isEqualTo(2_980_000);
            assertThat(draft.steps()).containsExactly("0:00 click left at 1,2 in xterm");
            Path zip = pack(draft, PackOrder.asDrafted(Destination.ANY)).file();
            JsonNode session = DraftHome.json(zip, Entry.SESSION);
            assertThat(session.at("/stretch/fromMicros").asLong()).isEqualTo(2_100_000);
            // Asked for before the stretch begins, and packed at another time.
            assertThat(session.at("/trigger/t").asLong()).isEqualTo(-600_000);
            assertThat(session.at("/trigger/wall").asText()).isEqualTo(TRIGGER.toString());
            assertThat(session.at("/submitted/wall").asText()).isEqualTo("2026-11-21T14:03:22Z");
            JsonNode manifest = DraftHome.json(zip, Entry.MANIFEST);
            assertThat(manifest.at("/trigger/wall").asText()).isEqualTo(TRIGGER.toString());
            assertThat(manifest.at("/submitted/wall").asText()).isEqualTo("2026-11-21T14:03:22Z");
            assertThatIllegalArgumentException().isThrownBy(() -> draft.stretch(5, 5));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> draft.stretch(3_000_000, 4_000_000));
        }
    }

    @Test
    void anApplicationsLogThatIsLeftOutIsNotInTheEventsEither() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            draft.stretch(0, 2_900_000);
            Path zip =
                    pack(
                                    draft,
                                    PackOrder.asDrafted(Destination.ANY)
                                            .withLeftOut(
                                                    Set.of(
                                                            Entry.VIDEO,
                                                            Entry.PICTURE,
                                                            Entry.APP_LOG)))
                            .file();

            assertThat(DraftHome.text(zip, Entry.EVENTS))
                    .contains("\"type\":\"mark\"")
                    .doesNotContain("\"type\":\"log\"");
            // One in the mark, one in the step that was drafted of it.
            assertThat(DraftHome.json(zip, Entry.MANIFEST).at("/redactions/e-mail").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsLeftOutIsNeitherInTheZipNorListedButNamed() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            draft.stretch(0, 2_900_000);
            Path zip =
                    pack(
                                    draft,
                                    PackOrder.asDrafted(Destination.ANY)
                                            .withLeftOut(
                                                    Set.of(
                                                            Entry.VIDEO,
                                                            Entry.PICTURE,
                                                            Entry.EVENTS,
                                                            Entry.LOG)))
                            .file();

            assertThat(DraftHome.entries(zip))
                    .containsExactly(
                            Entry.SESSION,
                            Entry.APP_LOG,
                            Entry.SYSTEM,
                            Entry.DESCRIPTION,
                            Entry.PAGE,
                            Entry.MANIFEST);
            JsonNode manifest = DraftHome.json(zip, Entry.MANIFEST);
            assertThat(manifest.at("/entries").findValuesAsText("name"))
                    .containsExactly(
                            Entry.SESSION,
                            Entry.APP_LOG,
                            Entry.SYSTEM,
                            Entry.DESCRIPTION,
                            Entry.PAGE);
            assertThat(manifest.at("/leftOut").toString())
                    .isEqualTo(
                            "[\"events.jsonl\",\"log.txt\",\"recording.mp4\",\"screenshot.png\"]");
            // One in the log that is there, one in the step that was drafted of the mark.
            assertThat(manifest.at("/redactions/e-mail").asInt()).isEqualTo(2);
            assertThat(manifest.at("/ownCheck").asText()).contains("Pictures and sound were not");
            for (String promises : List.of(Entry.DESCRIPTION, Entry.PAGE, Entry.MANIFEST)) {
                assertThat(DraftHome.text(zip, promises)).contains(Covered.OWN_CHECK);
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        PackOrder.asDrafted(Destination.ANY).withLeftOut(Set.of(Entry.MANIFEST)));
    }

    @Test
    void everyFileOfTheZipIsListedAndWhatCannotBeLeftOutIsTold() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            draft.stretch(0, 2_900_000);
            PackOrder order = PackOrder.asDrafted(Destination.ANY);
            List<DraftEntry> listed = draft.entries(order);
            Path zip = pack(draft, order).file();

            assertThat(listed.stream().map(DraftEntry::name))
                    .containsExactlyElementsOf(DraftHome.entries(zip));
            assertThat(listed.stream().filter(DraftEntry::fixed).map(DraftEntry::name))
                    .containsExactly(Entry.MANIFEST);
            DraftEntry manifest = listed.getLast();
            assertThat(manifest.estimated()).isTrue();
            assertThat(manifest.text()).contains("recording.mp4", "known when it is made");
        }
    }

    @Test
    void wordsOfThePersonReplaceTheDraftedOnesAndAreRedactedToo() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            ReportResult made =
                    pack(
                            draft,
                            new PackOrder(
                                    Destination.ANY,
                                    OptionalLong.empty(),
                                    Optional.empty(),
                                    new Description(
                                            "Mail fails",
                                            "No mail to carl@example.org.",
                                            "A mail."),
                                    Optional.of(List.of("write to dora@example.org", "send")),
                                    Set.of(),
                                    List.of()));

            assertThat(DraftHome.text(made.file(), Entry.DESCRIPTION))
                    .startsWith("# Mail fails\n")
                    .contains("No mail to [e-mail].")
                    .contains("1. write to [e-mail]\n2. send\n")
                    .doesNotContain("example.org")
                    .doesNotContain("go to xterm");
            assertThat(made.replacedInWords()).isEqualTo(Map.of("e-mail", 2L));
            // The mark's in the events, and the two.
            assertThat(made.replaced()).isEqualTo(Map.of("e-mail", 3L));
            assertThat(pack(draft, PackOrder.asDrafted(Destination.ANY)).replacedInWords())
                    .isEmpty();
        }
    }

    @Test
    void masksAreListedWithTheirPlaceAndTimeAndNothingElse() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            draft.stretch(1_000_000, 2_900_000);
            List<Mask> masks =
                    List.of(
                            new Mask(AREA, 0, 1_800_000),
                            new Mask(new Rect(300, 170, 100, 100), 2_000_000, 2_400_000),
                            new Mask(AREA, 0, 900_000),
                            new Mask(new Rect(320, 0, 9, 9), 0, 2_900_000));

            Path zip = pack(draft, order(Destination.ANY, masks)).file();

            JsonNode told = DraftHome.json(zip, Entry.SESSION).at("/masks");
            assertThat(told.toString())
                    .isEqualTo(
                            "[{\"x\":10,\"y\":10,\"width\":50,\"height\":40,\"t\":0,\"until\":800000},"
                                    + "{\"x\":300,\"y\":170,\"width\":20,\"height\":10,\"t\":1000000,"
                                    + "\"until\":1400000}]");
            JsonNode manifest = DraftHome.json(zip, Entry.MANIFEST);
            assertThat(manifest.at("/covered").asText())
                    .isEqualTo("covered: 2 rectangles for 1.2 s");
            assertThat(manifest.at("/coveredMeans").asText())
                    .isEqualTo("Covers this place only; what moves is not followed.");
            assertThat(DraftHome.text(zip, Entry.DESCRIPTION))
                    .contains("- Covered: 2 rectangles for 1.2 s. Covers this place only")
                    .contains("Pictures and sound were not");
            assertThat(DraftHome.json(zip, Entry.SESSION).at("/video/copied").asInt()).isZero();
        }
    }

    @Test
    void whatWasLookedAtIsWhatIsPacked() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            List<Mask> masks = List.of(new Mask(AREA, 500_000, 900_000));
            OptionalLong room = draft.videoRoom(Destination.GITHUB, Set.of());
            DraftFilm film = draft.film(masks, room, Progress.NONE).orElseThrow();
            byte[] looked = Files.readAllBytes(film.file());

            ReportResult made = pack(draft, order(Destination.GITHUB, masks));

            assertThat(room).hasValue(10_000_000);
            assertThat(film.bytes()).isEqualTo(looked.length);
            assertThat(film.covered()).isEqualTo(1);
            assertThat(film.strip()).isNotEmpty();
            assertThat(film.strip().getFirst().micros()).isZero();
            assertThat(made.video().orElseThrow()).hasBinaryContent(looked);
            assertThat(DraftHome.bytes(made.file(), Entry.VIDEO)).isEqualTo(looked);
            draft.film(List.of(), room, Progress.NONE);
            assertThatIllegalArgumentException().isThrownBy(() -> draft.still(film, 0));
        }
    }

    @Test
    void withoutARecordingTheScreensPictureIsCovered() throws Exception {
        DraftHome alone =
                new DraftHome(
                        folder.resolve("alone"),
                        png ->
                                Ffmpeg.output(
                                        List.of(
                                                "-f",
                                                "lavfi",
                                                "-i",
                                                "color=white:s=100x80",
                                                "-frames:v",
                                                "1",
                                                png.toString())));
        try (ReportDraft draft = alone.report().draft(Optional.empty(), TRIGGER, Progress.NONE)) {
            List<Mask> masks = List.of(new Mask(new Rect(20, 10, 30, 200), 7, 9));

            Path zip = pack(draft, order(Destination.ANY, masks)).file();

            Path seen =
                    draft.picture(order(Destination.ANY, masks).withLeftOut(Set.of(Entry.PICTURE)));
            assertThat(seen)
                    .as("as it is packed")
                    .hasSameBinaryContentAs(
                            Files.write(
                                    folder.resolve("packed.png"),
                                    DraftHome.bytes(zip, Entry.PICTURE)));
            draft.picture(order(Destination.ANY, masks));
            assertThat(seen).doesNotExist();
            assertThat(draft.timeline()).isEmpty();
            assertThat(draft.film(masks, OptionalLong.empty(), Progress.NONE)).isEmpty();
            Path png = Files.write(folder.resolve("s.png"), DraftHome.bytes(zip, Entry.PICTURE));
            byte[] greys = Ffmpeg.greys(png, 0);
            for (int at = 0; at < greys.length; at++) {
                boolean covered = at % 100 >= 20 && at % 100 < 50 && at / 100 >= 10;
                assertThat((greys[at] & 0xff) < 5).isEqualTo(covered);
            }
            assertThat(DraftHome.json(zip, Entry.MANIFEST).at("/covered").asText())
                    .startsWith("covered: 1 rectangle");
            for (byte grey : Ffmpeg.greys(draft.still(0), 0)) {
                assertThat(grey & 0xff).isGreaterThan(250);
            }
        }
    }

    @Test
    void itsPicturesCanBeLookedAtInSmall() throws Exception {
        try (ReportDraft draft = home.draft(TRIGGER)) {
            Path png = draft.still(500_000);

            Path small = draft.shrunk(png, 80, 45);

            assertThat(PngFile.area(png)).as("as it was").isEqualTo(new Rect(0, 0, 320, 180));
            assertThat(PngFile.area(small)).isEqualTo(new Rect(0, 0, 80, 45));
            assertThat(mean(Ffmpeg.greys(small, 0)))
                    .as("the same picture")
                    .isCloseTo(mean(Ffmpeg.greys(png, 0)), within(2.0));
            List<Path> more = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                more.add(draft.shrunk(png, 8, 8));
            }
            assertThat(small).as("of many only the last few are kept").doesNotExist();
            assertThat(more).allSatisfy(each -> assertThat(each).exists());
        }
    }

    private static double mean(byte[] greys) {
        long sum = 0;
        for (byte grey : greys) {
            sum += grey & 0xff;
        }
        return (double) sum / greys.length;
    }

    private static ReportResult pack(ReportDraft draft, PackOrder order) throws Exception {
        return draft.pack(order, Progress.NONE);
    }

    private static PackOrder order(Destination destination, List<Mask> masks) {
        return new PackOrder(
                destination,
                OptionalLong.empty(),
                Optional.empty(),
                Description.DRAFT,
                Optional.empty(),
                Set.of(),
                masks);
    }

    private static String ledger(long t, int ticks, int missed) {
        return "{\"t\":"
                + t
                + ",\"type\":\"ledger\",\"ticks\":"
                + ticks
                + ",\"late\":"
                + missed
                + ",\"missed\":"
                + missed
                + ",\"wall\":\"2026-11-25T12:00:"
                + (t == 1_000_000 ? "01" : "10")
                + "Z\"}";
    }
}
