package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.settings.ThemeChoice;
import dev.lastframe.app.theme.Theme;
import dev.lastframe.app.ui.Fx;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What can go wrong stands as a sentence in the dialog that a person sees, with the button that
 * helps. The drafts are a test's; the window is real.
 */
@ExtendWith(Fx.class)
final class DialogSentencesIT {

    private static final String SMALLEST =
            "Even the smallest report of this stretch is larger than 25\u00a0MB. Choose a shorter"
                    + " stretch, or leave large entries out.";
    private static final String NO_PICTURE =
            "No picture of this moment could be made. Choose another one.";

    private final FakeDrafts engine = new FakeDrafts();
    private final BugReportViewModel model = engine.model();
    private final List<String> asked = new ArrayList<>();
    private Stage stage;
    private BugReportView view;

    @BeforeEach
    void show() {
        Fx.run(() -> {
            view =
                    new BugReportView(
                            model,
                            () -> asked.add("folder"),
                            () -> asked.add("closed"),
                            pieces -> pieces.forEach(Runnable::run));
            view.pieces().forEach(Runnable::run);
            view.sheets().forEach(Runnable::run);
            Scene scene = new Scene(view, 880, 784);
            new Theme(ThemeChoice.LIGHT).dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
        });
    }

    @AfterEach
    void close() {
        Fx.run(() -> {
            model.close();
            stage.hide();
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatCannotBeOpenedSaysWhyAndOffersToTryAgain(Kind kind) {
        Fx.run(() -> {
            fail(kind);
            model.open(Optional.empty(), "");
            engine.work();
            assertSaid(kind, kind == Kind.DOES_NOT_FIT ? SMALLEST : "It failed: do this.");
            assertThat(shown("#bug-make")).as("there is nothing to be made").isFalse();
            if (kind == Kind.UNREADABLE) {
                assertThat(shown("#bug-remedy")).isFalse();
            } else if (kind != Kind.DOES_NOT_FIT) {
                assertThat(text("#bug-remedy")).isEqualTo("Try again");
                press("#bug-remedy");
                assertThat(shown("#bug-trouble")).as("it is tried").isFalse();
                assertThat(shown("#bug-make")).isTrue();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatCannotBeMadeSaysWhyAndOffersWhatHelps(Kind kind) {
        Fx.run(() -> {
            opened();
            fail(kind);
            press("#bug-make");
            assertSaid(kind, kind == Kind.DOES_NOT_FIT ? SMALLEST : "It failed: do this.");
            switch (kind) {
                case UNREADABLE -> assertThat(shown("#bug-remedy")).isFalse();
                case UNWRITABLE -> {
                    assertThat(text("#bug-remedy")).isEqualTo("Choose another folder");
                    press("#bug-remedy");
                    assertThat(asked).containsExactly("folder");
                }
                case DOES_NOT_FIT -> {
                    assertThat(text("#bug-remedy")).isEqualTo("Take its later half");
                    press("#bug-remedy");
                    assertThat(shown("#bug-made")).isTrue();
                    assertThat(engine.packedStretches)
                            .containsExactly(new Span(40_000_000, 55_000_000));
                }
                case NOTHING_CAPTURED, EXISTS, FAILED -> {
                    assertThat(text("#bug-remedy")).isEqualTo("Try again");
                    press("#bug-remedy");
                    assertThat(shown("#bug-made")).isTrue();
                    assertThat(shown("#bug-trouble")).isFalse();
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatCannotBeLookedOverOrDraftedSaysWhyInTheForm(Kind kind) {
        Fx.run(() -> {
            opened();
            model.covers().picture(new PictureSize(1920, 1080));
            model.covers().add();
            fail(kind);
            press("#bug-look-over");
            assertSaid(kind, kind == Kind.DOES_NOT_FIT ? SMALLEST : "It failed: do this.");
            assertThat(shown("#bug-over")).isFalse();
            press("#bug-trouble-close");
            assertThat(shown("#bug-trouble")).isFalse();

            fail(kind);
            model.stretch().moveFrom(40_000_000);
            engine.later.orElseThrow().run();
            engine.work();
            assertSaid(kind, kind == Kind.DOES_NOT_FIT ? SMALLEST : "It failed: do this.");
        });
    }

    @Test
    void aVideoThatIsTooLargeHasItsOwnSentenceAndAFaultNoStackTrace() {
        Fx.run(() -> {
            opened();
            engine.refusal =
                    Optional.of(
                            ReportException.doesNotFit(
                                    "It is too large.",
                                    Destination.GITHUB.videoBytes().orElseThrow(),
                                    new IOException("no room")));
            press("#bug-make");
            assertSaid(
                    Kind.DOES_NOT_FIT,
                    "Even the smallest video of this stretch is larger than 10\u00a0MB. Choose a"
                            + " shorter stretch.");
            engine.whileMaking =
                    () -> {
                        throw new IllegalStateException("planted");
                    };
            press("#bug-make");
            assertThat(text("#bug-trouble-text"))
                    .startsWith("The report could not be made: Lastframe had a fault of its own.");
            assertThat(text("#bug-trouble-code")).isEqualTo("INTERNAL");
        });
    }

    @Test
    void aPictureThatCannotBeMadeHasItsSentenceInThePlaceOfTheOneBefore() {
        Fx.run(() -> {
            engine.withoutPicture = true;
            opened();
            assertThat(text("#bug-picture .instead")).isEqualTo(NO_PICTURE);
            assertThat(shown("#bug-picture .instead")).isTrue();
            engine.withoutPicture = false;
            model.picture().show(30_000_000);
            works();
            assertThat(text("#bug-picture .instead")).isEmpty();

            model.covers().picture(new PictureSize(1920, 1080));
            model.covers().add();
            press("#bug-look-over");
            assertThat(text("#bug-over .instead")).isEmpty();
            engine.withoutBurned =
                    Optional.of(new ReportException(Kind.FAILED, "ffmpeg ended with 1."));
            scrubs(40);
            assertThat(text("#bug-over .instead")).isEqualTo(NO_PICTURE);
            assertThat(shown("#bug-over .instead")).isTrue();
            assertThat(shown("#bug-over .image-view")).as("the one before").isFalse();
            engine.withoutBurned =
                    Optional.of(new ReportException(Kind.NOTHING_CAPTURED, "It is not there."));
            scrubs(41);
            assertThat(text("#bug-over .instead"))
                    .as("who knows why")
                    .isEqualTo("It is not there.");
            engine.withoutBurned = Optional.empty();
            scrubs(42);
            assertThat(text("#bug-over .instead")).isEmpty();
            assertThat(shown("#bug-make")).as("it can be made all the same").isTrue();
        });
    }

    @Test
    void aScreenshotThatCannotBeShownSaysWhyAndWhatBecomesOfIt() {
        Fx.run(() -> {
            engine.items =
                    List.of(FakeDrafts.LOG, new Item("screenshot.png", 1000, false, "", List.of()));
            opened();
            engine.refusal =
                    Optional.of(new ReportException(Kind.NOTHING_CAPTURED, "It is not there."));
            press("#bug-read-screenshot-png");
            assertThat(shown("#bug-content-picture .instead")).isTrue();
            assertThat(text("#bug-content-picture .instead"))
                    .isEqualTo(
                            "The picture could not be made, and will not be in the report. It is"
                                    + " not there.");
            press("#bug-content-close");
            fail(Kind.UNWRITABLE);
            press("#bug-read-screenshot-png");
            assertThat(text("#bug-content-picture .instead")).isEqualTo("It failed: do this.");
            press("#bug-content-close");
            engine.whilePicturing =
                    () -> {
                        throw new IllegalStateException("planted");
                    };
            press("#bug-read-screenshot-png");
            assertThat(text("#bug-content-picture .instead"))
                    .isEqualTo(
                            "The picture could not be made: Lastframe had a fault of its own, which"
                                    + " its log tells.");
            press("#bug-content-close");
            engine.whilePicturing = () -> {};
            press("#bug-read-screenshot-png");
            assertThat(text("#bug-content-picture .instead")).isEmpty();
        });
    }

    private void scrubs(int seconds) {
        ((Slider) node("#bug-over-moment").orElseThrow()).setValue(seconds);
        works();
    }

    @Test
    void whatIsReadAndCannotBeLookedUpIsAsItWasDraftedAndSaysSo() {
        Fx.run(() -> {
            opened();
            fail(Kind.FAILED);
            press("#bug-read-log-txt");
            assertThat(shown("#bug-content-old")).isTrue();
            assertThat(text("#bug-content-old")).startsWith("This is as it was drafted");
            assertThat(text("#bug-content .replaced")).isEqualTo("[user]");
            press("#bug-content-close");
            assertThat(shown("#bug-content")).isFalse();
            press("#bug-read-log-txt");
            assertThat(shown("#bug-content-old")).as("this time it is the newest").isFalse();
        });
    }

    @Test
    void aClipboardThatTakesNothingIsSaidAndWhatToDo() {
        Fx.run(() -> {
            opened();
            press("#bug-make");
            press("#bug-copy-zip");
            assertThat(text("#bug-copied")).isEqualTo("Zip copied");

            MadeView refused = new MadeView(model, content -> false);
            stage.getScene().setRoot(refused);
            press("#bug-copy-text");
            assertThat(text("#bug-copied"))
                    .isEqualTo("Text could not be copied: drag it, or show it in its folder.");
            press("#bug-copy-zip");
            assertThat(text("#bug-copied"))
                    .isEqualTo("Zip could not be copied: drag it, or show it in its folder.");
            stage.getScene().setRoot(view);
        });
    }

    @Test
    void aFolderThatIsNotShownAndReportsThatStayAreNamed(@TempDir Path videos) throws IOException {
        Path first = kept(videos, "bug.report");
        Path second = kept(videos, "bug.report (2)");
        Fx.run(() -> {
            engine.made = first;
            opened();
            press("#bug-make");
            engine.opens = false;
            press("#bug-show");
            assertThat(text("#bug-trouble-text"))
                    .contains(first.getParent().toString())
                    .endsWith(".");
            assertThat(text("#bug-trouble-code")).isEqualTo("OPEN_FAILED");
            assertThat(shown("#bug-made")).isTrue();

            press("#bug-correct");
            engine.made = second;
            press("#bug-make");
            press("#bug-earlier-remove");
            assertThat(text("#bug-trouble-text"))
                    .isEqualTo(
                            first.getParent()
                                    + " could not be deleted, or not all of it. Delete it yourself.");
            assertThat(text("#bug-trouble-code")).isEqualTo("NOT_REMOVED");

            press("#bug-correct");
            engine.whileMaking =
                    () -> {
                        model.back();
                        assertThat(Thread.interrupted()).isTrue();
                    };
            press("#bug-make");
            assertThat(text("#bug-trouble-text"))
                    .startsWith("It was cancelled too late: " + second.getParent())
                    .endsWith("Remove it yourself.");
        });
    }

    /** A report that cannot be removed: something else lies in its place. */
    private static Path kept(Path videos, String name) throws IOException {
        Path zip = Files.createDirectory(videos.resolve(name)).resolve("bug.zip");
        Files.createDirectory(zip);
        Files.createFile(zip.resolve("somebody's"));
        return zip;
    }

    @Test
    void stepsThatWereEditedCanBeHadAsTheyWereDrafted() {
        Fx.run(() -> {
            opened();
            assertThat(shown("#bug-steps-drafted")).as("they are").isFalse();
            TextInputControl steps = (TextInputControl) node("#bug-steps").orElseThrow();
            steps.setText("I clicked");
            assertThat(shown("#bug-steps-drafted")).isTrue();
            press("#bug-steps-drafted");
            assertThat(steps.getText()).isEqualTo("0:01 click left at 5,6");
            assertThat(shown("#bug-steps-drafted")).isFalse();

            steps.setText("I clicked");
            model.close();
            opened();
            assertThat(steps.getText()).as("kept").isEqualTo("I clicked");
            press("#bug-steps-drafted");
            assertThat(steps.getText()).isEqualTo("0:01 click left at 5,6");
            assertThat(model.typed().editedSteps()).isEmpty();
        });
    }

    private void opened() {
        model.open(Optional.empty(), "");
        works();
        assertThat(model.step().get()).isEqualTo(Step.WRITING);
    }

    private void fail(Kind kind) {
        engine.refusal = Optional.of(new ReportException(kind, "It failed: do this."));
    }

    private void assertSaid(Kind kind, String sentence) {
        assertThat(shown("#bug-trouble-text")).isTrue();
        assertThat(text("#bug-trouble-text")).isEqualTo(sentence);
        assertThat(text("#bug-trouble-code")).isEqualTo(kind.name());
    }

    /** Presses a button that is to be seen, and does all that it wants. */
    private void press(String id) {
        assertThat(shown(id)).as(id + " is there").isTrue();
        ((Button) node(id).orElseThrow()).fire();
        works();
    }

    /** All that waits is done, and drawn as far as it can be asked for. */
    private void works() {
        engine.work();
        stage.getScene().getRoot().applyCss();
        stage.getScene().getRoot().layout();
    }

    private String text(String id) {
        return node(id).map(it -> ((Labeled) it).getText()).orElse("");
    }

    private boolean shown(String id) {
        return node(id).filter(DialogSentencesIT::isShown).isPresent();
    }

    private static boolean isShown(Node node) {
        return node.isVisible() && (node.getParent() == null || isShown(node.getParent()));
    }

    private Optional<Node> node(String id) {
        return Optional.ofNullable(stage.getScene().lookup(id));
    }
}
