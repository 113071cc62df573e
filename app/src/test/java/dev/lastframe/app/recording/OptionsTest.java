package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.session.EventOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {

    private final Fakes fakes = new Fakes(Path.of("/nowhere"));
    private final List<Settings> saved = new ArrayList<>();

    @Test
    void theListHasEveryScreenARegionAndTheScreenItself() throws CaptureException {
        Options options = options(Settings.DEFAULTS);

        assertThat(options.targets())
                .containsExactly(
                        new TargetChoice.OneScreen(Fakes.FIRST),
                        new TargetChoice.OneScreen(Fakes.SECOND),
                        new TargetChoice.TypedRegion(),
                        new TargetChoice.PickOnScreen());
        assertThat(options.chosenTarget()).contains(new CaptureTarget.Screen(1));
    }

    @Test
    void lookingAtTheScreensSavesNothing() throws CaptureException {
        options(Settings.DEFAULTS.withTarget(new CaptureTarget.Screen(3)));

        assertThat(saved).isEmpty();
    }

    @Test
    void aScreenThatIsGoneIsReplacedForNow() throws CaptureException {
        Options options = options(Settings.DEFAULTS.withTarget(new CaptureTarget.Screen(3)));

        assertThat(options.chosenTarget()).contains(new CaptureTarget.Screen(1));
        assertThat(options.settings().target()).contains(new CaptureTarget.Screen(3));
    }

    @Test
    void aRegionBeginsAsTheWholeScreen() throws CaptureException {
        Options options = options(Settings.DEFAULTS);
        options.target().set(new TargetChoice.TypedRegion());

        assertThat(options.region().get()).isEqualTo(new RegionInput("0", "0", "1920", "1080"));
        assertThat(saved.getLast().target()).contains(new CaptureTarget.Region(0, 0, 1920, 1080));
    }

    @Test
    void aRegionThatIsBeingTypedSurvivesAnotherLookAtTheScreens() throws CaptureException {
        Options options = options(Settings.DEFAULTS);
        options.target().set(new TargetChoice.TypedRegion());
        options.region().set(new RegionInput("0", "0", "", "1080"));
        options.screens(fakes);

        assertThat(options.target().get()).isEqualTo(new TargetChoice.TypedRegion());
        assertThat(options.regionProblem().get()).contains(RegionInput.Problem.NOT_NUMBERS);
        assertThat(options.chosenTarget()).isEmpty();
    }

    @Test
    void aRegionMustMeetAScreen() {
        assertThat(problem("3199", "0", "10", "10")).isEqualTo(RegionInput.Problem.OUTSIDE);
        assertThat(problem("-20", "0", "20", "10")).isEqualTo(RegionInput.Problem.OUTSIDE);
        assertThat(problem("0", "0", "1", "10")).isEqualTo(RegionInput.Problem.EMPTY);
        assertThat(problem("0", "0", "-10", "10")).isEqualTo(RegionInput.Problem.EMPTY);
        assertThat(problem("0", "0", "1e3", "10")).isEqualTo(RegionInput.Problem.NOT_NUMBERS);
        assertThat(problem("0", "0", "99999999999", "1"))
                .isEqualTo(RegionInput.Problem.NOT_NUMBERS);
        assertThat(new RegionInput(" 1900 ", "-5", "40", "40").problem(fakes.screens)).isEmpty();
    }

    @Test
    void anUnusualRateOfTheSettingsIsOnOffer() throws CaptureException {
        assertThat(options(Settings.DEFAULTS.withFps(25)).rates())
                .containsExactly(10, 15, 20, 24, 25, 30, 60);
    }

    @Test
    void inputIsSwitchedOffWithTheRestOfTheEventsAsItWas() throws CaptureException {
        EventOptions titles = EventOptions.DEFAULT.withWindowTitles(true);
        Options options = options(Settings.DEFAULTS.withEvents(titles));
        assertThat(options.input().get()).isTrue();

        options.input().set(false);

        assertThat(saved.getLast().events()).isEqualTo(titles.withInput(false));
    }

    private RegionInput.Problem problem(String x, String y, String width, String height) {
        return new RegionInput(x, y, width, height).problem(fakes.screens).orElseThrow();
    }

    private Options options(Settings settings) throws CaptureException {
        Options options = new Options(settings, saved::add);
        options.screens(fakes);
        return options;
    }
}
