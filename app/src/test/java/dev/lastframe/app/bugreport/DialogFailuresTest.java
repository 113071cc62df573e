package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportException.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that a report can end with but its zip, in the dialog. */
final class DialogFailuresTest {

    private final FakeDrafts engine = new FakeDrafts();
    private final BugReportViewModel model = engine.model();

    /**
     * However it fails and whenever: its sentence stands in the dialog, and it goes on from there.
     */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindOfFailureIsSaidWhereverItComes(Kind kind) {
        ReportException why = new ReportException(kind, "It failed: do this.");
        engine.refusal = Optional.of(why);
        model.open(Optional.empty(), "");
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.REFUSED);
        assertSaid(kind);

        opened();
        assertThat(model.trouble().get()).as("of the time before").isEmpty();
        engine.refusal = Optional.of(why);
        model.make();
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.WRITING);
        assertSaid(kind);

        model.covers().picture(new PictureSize(1920, 1080));
        model.covers().add();
        engine.refusal = Optional.of(why);
        model.lookOver();
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.WRITING);
        assertSaid(kind);

        model.dismissTrouble();
        engine.refusal = Optional.of(why);
        model.stretch().moveFrom(40_000_000);
        engine.later.orElseThrow().run();
        engine.work();
        assertSaid(kind);
    }

    private void assertSaid(Kind kind) {
        Trouble trouble = model.trouble().get().orElseThrow();
        assertThat(trouble.code()).isEqualTo(kind.name());
        assertThat(trouble.sentence())
                .isEqualTo(
                        kind == Kind.DOES_NOT_FIT
                                ? "Even the smallest report of this stretch is larger than 25\u00a0MB."
                                        + " Choose a shorter stretch, or leave large entries out."
                                : "It failed: do this.");
    }

    @Test
    void whatNobodyThoughtOfIsASentenceToo() {
        opened();
        engine.whileMaking =
                () -> {
                    throw new IllegalStateException("planted");
                };
        model.make();
        engine.work();

        Trouble trouble = model.trouble().get().orElseThrow();
        assertThat(trouble.sentence()).endsWith(".").doesNotContain("planted", "Exception");
        assertThat(trouble.code()).isEqualTo("INTERNAL");
        engine.whileMaking = () -> {};
        model.help(trouble.remedy());
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.MADE);
    }

    @Test
    void aFolderThatTheDesktopDoesNotShowIsNamed() {
        opened();
        model.make();
        engine.work();
        engine.opens = false;
        model.showMade();
        engine.work();

        Trouble trouble = model.trouble().get().orElseThrow();
        assertThat(trouble.code()).isEqualTo("OPEN_FAILED");
        assertThat(trouble.sentence())
                .contains(FakeDrafts.ZIP.getParent().toString())
                .endsWith(".");
        assertThat(model.step().get()).isEqualTo(Step.MADE);
    }

    private void opened() {
        model.open(Optional.empty(), "");
        engine.work();
        assertThat(model.step().get()).isEqualTo(Step.WRITING);
    }
}
