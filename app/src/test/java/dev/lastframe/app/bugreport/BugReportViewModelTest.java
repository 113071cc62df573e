package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.Mask;
import dev.lastframe.core.report.PackOrder;
import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BugReportViewModelTest {

    private static final Path FILE = Path.of("/videos/bug.ts");
    private static final Span SUGGESTED = new Span(25_000_000, 55_000_000);

    private final FakeDrafts engine = new FakeDrafts();
    private final BugReportViewModel model = engine.model();

    @Test
    void pressedAtOnceItIsMadeAsDraftedAsSoonAsItCan() {
        model.open(Optional.empty(), "");
        assertThat(model.step().get()).isEqualTo(Step.OPENING);
        model.make();
        assertThat(model.canGoBack()).isTrue();
        engine.work();

        assertThat(model.step().get()).isEqualTo(Step.MADE);
        assertThat(engine.triggers).containsExactly(engine.wallTime());
        PackOrder order = engine.packed.getFirst();
        assertThat(order.destination()).isEqualTo(Destination.GITHUB);
        assertThat(order.steps()).as("as they were drafted").isEmpty();
        assertThat(order.masks()).isEmpty();
        assertThat(order.leftOut())
                .as("nobody has seen yet what a person said")
                .contains("sound", "microphone");
        assertThat(engine.packedStretches).containsExactly(SUGGESTED);
        model.showMade();
        assertThat(engine.shown).containsExactly(FakeDrafts.ZIP.getParent());
        assertThat(engine.closed).as("it may be corrected").isZero();
        model.close();
        engine.work();
        assertThat(engine.closed).as("what it was made of is removed").isOne();
    }

    @Test
    void everythingThatWasDecidedIsOrdered() {
        opened();
        model.destination().set(Destination.JIRA);
        model.typed().title().set(" Flicker ");
        model.typed().happened().set("it flickers");
        model.typed().steps().set("one\n\ntwo");
        model.items().hold("log.txt", false);
        model.stretch().moveFrom(40_000_000);
        model.covers().picture(new PictureSize(1920, 1080));
        model.covers().draw(100, 50, 300, 150);
        model.covers().fromHere(45_000_000);
        model.make();
        engine.work();

        PackOrder order = engine.packed.getFirst();
        assertThat(order.destination()).isEqualTo(Destination.JIRA);
        assertThat(order.description().title()).isEqualTo("Flicker");
        assertThat(order.description().happened()).isEqualTo("it flickers");
        assertThat(order.steps()).contains(List.of("one", "two"));
        assertThat(order.leftOut()).containsExactly("log.txt");
        assertThat(order.masks())
                .containsExactly(new Mask(new Rect(100, 50, 200, 100), 45_000_000, 55_000_000));
        assertThat(engine.packedStretches).containsExactly(new Span(40_000_000, 55_000_000));
    }

    @Test
    void anotherStretchIsDraftedOnceItRestsAndEditedStepsStay() {
        opened();
        assertThat(model.typed().steps().get()).isEqualTo("0:01 click left at 5,6");
        engine.steps = List.of("0:02 press F5");
        model.stretch().moveFrom(30_000_000);
        model.stretch().moveFrom(31_000_000);
        assertThat(engine.waiting).isEmpty();
        engine.later.orElseThrow().run();
        engine.work();

        assertThat(engine.chapters).containsExactly(SUGGESTED, new Span(31_000_000, 55_000_000));
        assertThat(model.typed().steps().get()).isEqualTo("0:02 press F5");
        model.typed().steps().set("mine");
        engine.steps = List.of("0:03 other");
        model.stretch().moveFrom(32_000_000);
        engine.later.orElseThrow().run();
        engine.work();
        assertThat(model.typed().steps().get()).isEqualTo("mine");
    }

    @Test
    void whatDoesNotFitSaysSoAndTheButtonTakesHalfOfTheStretch() {
        opened();
        engine.refusal = Optional.of(new ReportException(Kind.DOES_NOT_FIT, "too large"));
        model.make();
        engine.work();

        Trouble trouble = model.trouble().get().orElseThrow();
        assertThat(trouble.sentence()).contains("25\u00a0MB", "shorter");
        assertThat(trouble.code()).isEqualTo("DOES_NOT_FIT");
        assertThat(model.step().get()).isEqualTo(Step.WRITING);
        model.help(trouble.remedy());
        engine.work();
        assertThat(engine.packedStretches).containsExactly(new Span(40_000_000, 55_000_000));
        assertThat(model.trouble().get()).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNamedWithItsOwnLimit() {
        opened();
        IOException cause = new IOException("measured");
        engine.refusal = Optional.of(ReportException.doesNotFit("x", 10_000_000, cause));
        model.make();
        engine.work();
        assertThat(model.trouble().get().orElseThrow().sentence()).contains("video", "10\u00a0MB");

        engine.refusal = Optional.of(ReportException.doesNotFit("x", 25_000_000, cause));
        model.make();
        engine.work();
        assertThat(model.trouble().get().orElseThrow().sentence())
                .contains("report", "25\u00a0MB", "leave large entries out");
    }

    @Test
    void whatCannotBeWrittenIsMadeInTheFolderThatIsChosen() {
        opened();
        engine.refusal = Optional.of(new ReportException(Kind.UNWRITABLE, "The disk is full."));
        model.make();
        engine.work();

        Trouble trouble = model.trouble().get().orElseThrow();
        assertThat(trouble.sentence()).isEqualTo("The disk is full.");
        assertThat(trouble.remedy()).isEqualTo(Trouble.Remedy.CHOOSE_FOLDER);
        model.chooseFolder(Path.of("/other"));
        engine.work();
        assertThat(engine.folders).containsExactly(Optional.of(Path.of("/other")));
        assertThat(model.step().get()).isEqualTo(Step.MADE);
    }

    @Test
    void aFaultIsASentenceWithoutAStackTrace() {
        opened();
        engine.steps = List.of();
        engine.refusal = Optional.of(new ReportException(Kind.FAILED, "It broke."));
        model.make();
        engine.work();
        assertThat(model.trouble().get().orElseThrow().remedy()).isEqualTo(Trouble.Remedy.AGAIN);
        model.help(Trouble.Remedy.AGAIN);
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.MADE);
    }

    @Test
    void aRecordingWithoutAPictureIsRefusedAndAskedForAgain() {
        engine.refusal = Optional.of(new ReportException(Kind.NOTHING_CAPTURED, "None yet."));
        model.open(Optional.empty(), "");
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.REFUSED);
        assertThat(model.trouble().get().orElseThrow().sentence()).isEqualTo("None yet.");

        model.help(model.trouble().get().orElseThrow().remedy());
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.WRITING);
    }

    @Test
    void cancelledWorkMakesNothingAndTellsNothing() {
        opened();
        model.make();
        assertThat(model.step().get()).isEqualTo(Step.MAKING);
        model.back();
        engine.work();

        assertThat(model.step().get()).isEqualTo(Step.WRITING);
        assertThat(engine.packed).isEmpty();
        assertThat(model.trouble().get()).isEmpty();
    }

    @Test
    void coversAreLookedOverBeforeTheZip() {
        opened();
        model.covers().picture(new PictureSize(1920, 1080));
        model.covers().add();
        model.lookOver();
        engine.work();

        assertThat(model.step().get()).isEqualTo(Step.LOOKING);
        assertThat(model.over().film().get().orElseThrow().covered()).isOne();
        assertThat(model.over().still().get().orElseThrow().png().toString())
                .isEqualTo("/burned-25000000.png");
        model.back();
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.WRITING);
        model.lookOver();
        engine.work();
        model.make();
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.MADE);
    }

    @Test
    void wordsAreKeptForTheSameReportUntilItWasMade() {
        opened();
        model.typed().happened().set("it flickers");
        model.close();
        engine.work();
        assertThat(engine.closed).isOne();

        engine.overview = named();
        model.open(Optional.of(FILE), "");
        assertThat(model.typed().happened().get()).isEmpty();
        engine.work();
        assertThat(model.typed().happened().get()).as("it was stopped meanwhile").contains("flick");
        model.make();
        engine.work();
        model.close();
        model.open(Optional.of(FILE), "");
        engine.work();
        assertThat(model.typed().happened().get()).isEmpty();
    }

    @Test
    void wordsOfACorrectionThatWasNotMadeAreKeptAndThoseThatWereMadeAreNot() {
        opened();
        model.typed().happened().set("it flickers");
        model.make();
        engine.work();
        model.correct();
        model.back();
        model.correct();
        model.close();
        engine.work();
        opened();
        assertThat(model.typed().isBlank()).as("all of it was made").isTrue();

        model.typed().happened().set("it flickers");
        model.make();
        engine.work();
        model.correct();
        model.typed().expected().set("no flicker");
        model.back();
        assertThat(model.step().get()).isEqualTo(Step.MADE);
        model.close();
        engine.work();
        opened();
        assertThat(model.typed().happened().get()).isEqualTo("it flickers");
        assertThat(model.typed().expected().get()).isEqualTo("no flicker");
    }

    @Test
    void stepsThatWereDeletedDoNotComeBack() {
        opened();
        model.typed().steps().set("");
        model.close();
        engine.work();
        opened();

        assertThat(model.typed().steps().get()).isEmpty();
        assertThat(model.typed().editedSteps()).contains(List.of());
        model.typed().steps().set("0:01 click left at 5,6");
        model.close();
        engine.work();
        opened();
        assertThat(model.typed().editedSteps()).as("as drafted").isEmpty();
    }

    @Test
    void wordsThatWereDeletedDoNotComeBack() {
        opened();
        model.typed().happened().set("it flickers");
        model.close();
        engine.work();
        opened();
        model.typed().happened().set("");
        model.close();
        engine.work();
        opened();

        assertThat(model.typed().happened().get()).isEmpty();
    }

    @Test
    void wordsOutliveTheProgramUntilTheReportWasMade(@TempDir Path state) {
        engine.words = state.resolve("words.json");
        BugReportViewModel first = engine.model();
        first.open(Optional.empty(), "");
        engine.work();
        first.typed().happened().set("it flickers");
        first.typed().steps().set("");
        first.close();
        engine.work();

        BugReportViewModel second = engine.model();
        second.open(Optional.empty(), "");
        engine.work();
        assertThat(second.typed().happened().get()).isEqualTo("it flickers");
        assertThat(second.typed().editedSteps()).contains(List.of());
        second.make();
        engine.work();
        assertThat(engine.words).doesNotExist();
    }

    @Test
    void aReportThatWasCancelledInTheMomentOfItsMakingIsRemoved(@TempDir Path videos)
            throws IOException {
        engine.made = Files.createDirectory(videos.resolve("bug.report")).resolve("bug.zip");
        Files.createFile(engine.made);
        opened();
        engine.whileMaking =
                () -> {
                    model.back();
                    assertThat(Thread.interrupted()).isTrue();
                };
        model.make();
        engine.work();

        assertThat(model.step().get()).isEqualTo(Step.WRITING);
        assertThat(model.trouble().get()).isEmpty();
        assertThat(videos).isEmptyDirectory();
    }

    @Test
    void whereItCannotBeRemovedItIsSaid(@TempDir Path videos) throws IOException {
        engine.made = Files.createDirectory(videos.resolve("bug.report")).resolve("bug.zip");
        Files.createFile(engine.made.resolveSibling("of somebody else"));
        opened();
        engine.whileMaking =
                () -> {
                    model.back();
                    assertThat(Thread.interrupted()).isTrue();
                };
        model.make();
        engine.work();

        assertThat(model.trouble().get().orElseThrow().sentence()).contains("bug.report");
    }

    @Test
    void aSecondPressDoesNotReplaceWhatIsWritten() {
        opened();
        model.typed().happened().set("it flickers");
        model.open(Optional.of(FILE), "");
        engine.work();

        assertThat(engine.opened).containsExactly(Optional.empty());
        assertThat(model.typed().happened().get()).isEqualTo("it flickers");
    }

    @Test
    void aCodeIsFilledIn() {
        model.open(Optional.of(FILE), "ENCODER_HUNG-7");
        engine.work();

        assertThat(model.typed().title().get()).contains("ENCODER_HUNG-7");
    }

    @Test
    void aCodeComesBehindWhatSomebodyWroteAndIntoNoOtherReport() {
        model.open(Optional.of(FILE), "");
        engine.work();
        model.typed().title().set("It froze");
        model.open(Optional.of(Path.of("/videos/other.ts")), "DISK-3");
        assertThat(model.typed().title().get()).isEqualTo("It froze");

        model.open(Optional.of(FILE), "ENCODER_HUNG-7");
        model.open(Optional.of(FILE), "ENCODER_HUNG-7");

        assertThat(model.typed().title().get()).isEqualTo("It froze (ENCODER_HUNG-7)");
    }

    @Test
    void whatCouldNotBeLookedOverIsLookedOverAgainAndNotMade() {
        opened();
        model.covers().picture(new PictureSize(1920, 1080));
        model.covers().add();
        engine.refusal = Optional.of(new ReportException(Kind.UNWRITABLE, "It is full."));
        model.lookOver();
        engine.work();
        Trouble full = model.trouble().get().orElseThrow();
        assertThat(full.remedy()).as("it lies in no folder").isEqualTo(Trouble.Remedy.AGAIN);
        model.help(full.remedy());
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.LOOKING);
        model.back();

        engine.refusal = Optional.of(new ReportException(Kind.DOES_NOT_FIT, "It is too large."));
        model.lookOver();
        engine.work();
        model.help(model.trouble().get().orElseThrow().remedy());
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.LOOKING);
        assertThat(model.stretch().chosen().get()).isEqualTo(new Span(40_000_000, 55_000_000));
        assertThat(engine.packed).isEmpty();
    }

    @Test
    void whatIsReadIsWhatWouldBeSentNow() throws Exception {
        opened();
        model.typed().happened().set("it flickers");

        assertThat(model.newestItems().call())
                .extracting(Item::text)
                .containsExactly(FakeDrafts.LOG.text(), "it flickers");
        model.close();
        assertThat(model.newestItems().call()).as("nothing is written any more").isEmpty();
    }

    @Test
    void aPictureThatCannotBeMadeIsSaidUntilAnotherComes() {
        engine.withoutPicture = true;
        opened();
        assertThat(model.picture().failed().get()).isPresent();
        engine.withoutPicture = false;
        model.picture().show(30_000_000);
        engine.work();

        assertThat(model.picture().failed().get()).isEmpty();
        assertThat(model.picture().still().get()).isPresent();
    }

    @Test
    void aDraftThatComesAfterTheDialogWasClosedIsRemoved() {
        engine.whileOpening = model::close;
        model.open(Optional.empty(), "");
        engine.work();

        assertThat(engine.closed).isOne();
        assertThat(model.step().get()).isEqualTo(Step.CLOSED);
    }

    @Test
    void ofADialogThatWasClosedBeforeNothingIsDrafted() {
        model.open(Optional.empty(), "");
        model.close();
        engine.work();

        assertThat(engine.opened).isEmpty();
        assertThat(model.step().get()).isEqualTo(Step.CLOSED);
    }

    @Test
    void itSaysHowMuchOfTheLimitAndHowLong() {
        opened();
        TimeLeft.At at = new TimeLeft.At(0.5, Optional.of(Duration.ofSeconds(8)));
        String size = model.texts().size(model.items(), Destination.GITHUB);
        assertThat(model.texts().working(at, size).text())
                .isEqualTo("about 6.4\u00a0MB of 10\u00a0MB · 50 %, about 8 s left");
    }

    @Test
    void theTimeThatIsLeftFollowsTheRateAndIsToldOnceASecond() {
        List<TimeLeft.At> told = new ArrayList<>();
        TimeLeft left = new TimeLeft(engine, told::add);
        left.at(0.1);
        engine.nowNanos = TimeUnit.SECONDS.toNanos(2);
        left.at(0.2);
        left.at(0.3);

        assertThat(told).containsExactly(new TimeLeft.At(0.2, Optional.of(Duration.ofSeconds(8))));
    }

    @Test
    void whatWasMadeIsCorrectedWithEverythingAsItWasAndStaysUntilItIsDeleted(@TempDir Path videos)
            throws IOException {
        Path first = Files.createDirectory(videos.resolve("bug.report")).resolve("bug.zip");
        Files.createFile(first);
        engine.made = first;
        opened();
        model.choose(Destination.GITLAB);
        model.stretch().moveFrom(30_000_000);
        engine.later.orElseThrow().run();
        model.typed().happened().set("it flickers");
        model.items().hold("log.txt", false);
        model.covers().picture(new PictureSize(1920, 1080));
        model.covers().add();
        engine.work();
        model.make();
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.MADE);

        model.correct();
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.WRITING);
        assertThat(model.canGoBack()).isTrue();
        model.back();
        assertThat(model.step().get()).as("or not").isEqualTo(Step.MADE);
        model.correct();
        model.typed().expected().set("no flicker");
        Path second = Files.createDirectory(videos.resolve("bug.report (2)")).resolve("bug.zip");
        Files.createFile(second);
        engine.made = second;
        model.make();
        engine.work();

        PackOrder order = engine.packed.getLast();
        assertThat(order.destination()).isEqualTo(Destination.GITLAB);
        assertThat(order.description().happened()).isEqualTo("it flickers");
        assertThat(order.description().expected()).isEqualTo("no flicker");
        assertThat(order.leftOut()).contains("log.txt");
        assertThat(order.masks()).hasSize(1).isEqualTo(engine.packed.getFirst().masks());
        assertThat(engine.packedStretches.getLast()).isEqualTo(new Span(30_000_000, 55_000_000));
        assertThat(model.made().get().orElseThrow().result().file()).isEqualTo(second);
        assertThat(model.earlier().get()).hasSize(1);
        assertThat(first).as("nobody said that it may go").exists();

        model.removeEarlier();
        engine.work();
        assertThat(model.earlier().get()).isEmpty();
        assertThat(first.getParent()).doesNotExist();
        assertThat(second).exists();
        assertThat(model.trouble().get()).isEmpty();
        assertThat(engine.opened).as("of one draft").hasSize(1);
    }

    @Test
    void anEarlierOneThatCannotBeDeletedIsNamed(@TempDir Path videos) throws IOException {
        engine.made = Files.createDirectory(videos.resolve("bug.report")).resolve("bug.zip");
        Files.createFile(engine.made.resolveSibling("of somebody else"));
        opened();
        model.make();
        engine.work();
        model.correct();
        Path earlier = engine.made;
        engine.made = Files.createDirectory(videos.resolve("bug (2).report")).resolve("bug.zip");
        model.make();
        engine.work();
        model.removeEarlier();
        engine.work();

        Trouble trouble = model.trouble().get().orElseThrow();
        assertThat(trouble.sentence()).contains("bug.report").endsWith(".");
        assertThat(trouble.code()).isEqualTo("NOT_REMOVED");
        assertThat(earlier.resolveSibling("of somebody else")).exists();
    }

    /** Who moves a report elsewhere and corrects it gets another one of the same name. */
    @Test
    void aReportThatHasTheNameOfTheOneBeforeIsNotTakenForIt(@TempDir Path videos)
            throws IOException {
        engine.made = Files.createDirectory(videos.resolve("bug.report")).resolve("bug.zip");
        opened();
        model.make();
        engine.work();
        model.correct();
        model.make();
        engine.work();

        assertThat(model.earlier().get()).isEmpty();
        model.removeEarlier();
        engine.work();
        assertThat(engine.made.getParent()).isDirectory();
    }

    @Test
    void theNextReportGoesWhereThePersonSentTheLastOne(@TempDir Path state) {
        engine.words = state.resolve("words.json");
        BugReportViewModel first = engine.model();
        first.open(Optional.empty(), "");
        engine.work();
        assertThat(first.destination().get()).isEqualTo(Destination.GITHUB);
        first.choose(Destination.JIRA);
        first.close();
        first.open(Optional.empty(), "");
        engine.work();
        assertThat(first.destination().get()).isEqualTo(Destination.JIRA);
        first.close();
        engine.work();

        BugReportViewModel next = engine.model();
        next.open(Optional.empty(), "");
        next.choose(Destination.EMAIL);
        engine.work();
        assertThat(next.destination().get())
                .as("chosen before it was read")
                .isEqualTo(Destination.EMAIL);
        next.close();
        engine.work();
        BugReportViewModel last = engine.model();
        last.open(Optional.empty(), "");
        engine.work();
        assertThat(last.destination().get()).isEqualTo(Destination.EMAIL);
    }

    @Test
    void thePictureThatIsLookedAtHasTheCoversOfNow() throws Exception {
        opened();
        model.covers().picture(new PictureSize(1920, 1080));
        model.covers().add();
        assertThat(model.newestPicture().call().png()).hasToString("/sent-1.png");
    }

    private void opened() {
        model.open(Optional.empty(), "");
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.WRITING);
    }

    private static Draft.Overview named() {
        return new Draft.Overview(
                FILE.toString(), "bug", 60_000_000, SUGGESTED, 55_000_000, List.of());
    }
}
