package dev.lastframe.app.recording;

import dev.lastframe.app.picker.Picked;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.capture.WindowInfo;
import dev.lastframe.core.encode.Preset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What the person chose for the next recording; each change is saved. Used by the FX thread. */
final class Options {

    /** A picture's size in device pixels. */
    record Size(int width, int height) {

        /** What most screens have. */
        static final Size USUAL = new Size(1920, 1080);
    }

    /** What serves where nobody chose. */
    private static final CaptureTarget FIRST = new CaptureTarget.Screen(1);

    /** To begin with where no screen is known. */
    private static final RegionInput SOME =
            RegionInput.of(new CaptureTarget.Region(0, 0, 1280, 720));

    private static final List<Integer> RATES = List.of(10, 15, 20, 24, 30, 60);

    private final ObservableList<TargetChoice> targets = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable TargetChoice> target = new SimpleObjectProperty<>();
    private final ObjectProperty<RegionInput> region;
    private final ReadOnlyObjectWrapper<Optional<RegionInput.Problem>> regionProblem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Preset> preset;
    private final ObjectProperty<Integer> fps;
    private final BooleanProperty input;
    private final List<Integer> rates;
    private final Consumer<Settings> changed;
    private Settings settings;
    private List<ScreenInfo> screens = List.of();

    /** The desktop was told to allow the same again. */
    private boolean remembered;

    /** The window that was picked last. */
    private Optional<WindowInfo> window = Optional.empty();

    /** While the list is filled anew, nothing is a person's choice. */
    private boolean filling;

    /**
     * @param settings where to begin
     * @param changed told of every change
     */
    Options(Settings settings, Consumer<Settings> changed) {
        this.settings = settings;
        this.changed = changed;
        region =
                new SimpleObjectProperty<>(
                        settings.region().map(RegionInput::of).orElse(RegionInput.BLANK));
        preset = new SimpleObjectProperty<>(settings.preset());
        fps = new SimpleObjectProperty<>(settings.fps());
        input = new SimpleBooleanProperty(settings.events().input());
        TreeSet<Integer> known = new TreeSet<>(RATES);
        known.add(settings.fps());
        rates = List.copyOf(known);
        target.subscribe(this::takeTarget);
        region.subscribe(this::takeTarget);
        preset.subscribe(value -> change(this.settings.withPreset(value)));
        fps.subscribe(value -> change(this.settings.withFps(value)));
        input.subscribe(
                value -> change(this.settings.withEvents(this.settings.events().withInput(value))));
    }

    ObservableList<TargetChoice> targets() {
        return targets;
    }

    ObjectProperty<@Nullable TargetChoice> target() {
        return target;
    }

    ObjectProperty<RegionInput> region() {
        return region;
    }

    ReadOnlyObjectProperty<Optional<RegionInput.Problem>> regionProblem() {
        return regionProblem.getReadOnlyProperty();
    }

    ObjectProperty<Preset> preset() {
        return preset;
    }

    ObjectProperty<Integer> fps() {
        return fps;
    }

    /** Whether pointer, clicks and the fixed list of keys are kept beside the picture. */
    BooleanProperty input() {
        return input;
    }

    /** The rates on offer, the chosen one among them. */
    List<Integer> rates() {
        return rates;
    }

    Settings settings() {
        return settings;
    }

    void change(Settings next) {
        if (!next.equals(settings)) {
            settings = next;
            changed.accept(next);
        }
    }

    void chooseFolder(Path folder) {
        change(settings.withFolder(folder));
    }

    /** Takes the screens that there are now. */
    void screens(RecordingService service) throws CaptureException {
        if (service.dialog().isPresent()) {
            fill(byDesktop());
            return;
        }
        screens = service.screens();
        List<TargetChoice> choices = new ArrayList<>();
        screens.forEach(screen -> choices.add(new TargetChoice.OneScreen(screen)));
        window.ifPresent(picked -> choices.add(new TargetChoice.OneWindow(picked)));
        choices.add(new TargetChoice.TypedRegion());
        choices.add(new TargetChoice.PickOnScreen());
        fill(choices);
    }

    /** Where the desktop's dialog chooses: whether it will do so by itself. */
    void desktopRemembers(boolean remembers) {
        remembered = remembers;
        fill(byDesktop());
    }

    private List<TargetChoice> byDesktop() {
        TargetChoice itself = new TargetChoice.ByDesktop(remembered);
        TargetChoice region = new TargetChoice.TypedRegion();
        return remembered
                ? List.of(itself, new TargetChoice.AskAnew(), region)
                : List.of(itself, region);
    }

    private void fill(List<TargetChoice> choices) {
        filling = true;
        try {
            if (!choices.equals(targets)) {
                targets.setAll(choices);
            }
            TargetChoice before = target.get();
            target.set(before != null && choices.contains(before) ? before : chosen(choices));
            takeTarget();
        } finally {
            filling = false;
        }
    }

    /** What will be recorded; empty where the choice is not complete. */
    Optional<CaptureTarget> chosenTarget() {
        return switch (target.get()) {
            case null -> Optional.empty();
            case TargetChoice.OneScreen(ScreenInfo screen) ->
                    Optional.of(new CaptureTarget.Screen(screen.number()));
            case TargetChoice.OneWindow(WindowInfo picked) ->
                    Optional.of(new CaptureTarget.Window(picked.id()));
            case TargetChoice.ByDesktop chosen -> Optional.of(FIRST);
            case TargetChoice.PickOnScreen pick -> Optional.empty();
            case TargetChoice.AskAnew anew -> Optional.empty();
            case TargetChoice.TypedRegion() ->
                    region.get().region(screens).map(CaptureTarget.class::cast);
        };
    }

    /** The width and height that will be recorded, as far as known. */
    Optional<Size> size() {
        return switch (target.get()) {
            case null -> Optional.empty();
            case TargetChoice.OneScreen(ScreenInfo screen) ->
                    Optional.of(new Size(screen.width(), screen.height()));
            case TargetChoice.OneWindow(WindowInfo picked) ->
                    Optional.of(new Size(picked.area().width(), picked.area().height()));
            case TargetChoice.PickOnScreen pick -> Optional.empty();
            case TargetChoice.ByDesktop chosen -> Optional.empty();
            case TargetChoice.AskAnew anew -> Optional.empty();
            case TargetChoice.TypedRegion() ->
                    region.get()
                            .region(screens)
                            .map(typed -> new Size(typed.width(), typed.height()));
        };
    }

    /** A missing screen is replaced by the first, for now only: it may be plugged in again. */
    private TargetChoice chosen(List<TargetChoice> choices) {
        return switch (settings.target().orElse(FIRST)) {
            case CaptureTarget.Region typed -> new TargetChoice.TypedRegion();
            case CaptureTarget.Window picked -> choices.getFirst();
            case CaptureTarget.Screen(int number) -> choices.get(isThere(number) ? number - 1 : 0);
        };
    }

    /** Whether nobody chose what to record, or the screen that was chosen is gone. */
    boolean hasNoChoice() {
        return switch (settings.target().orElse(null)) {
            case null -> true;
            case CaptureTarget.Region typed -> false;
            case CaptureTarget.Window picked -> true;
            case CaptureTarget.Screen(int number) -> !isThere(number);
        };
    }

    /** Records this screen for now, which counts as nobody's choice; nothing where it is gone. */
    void suggest(int screen) {
        if (isThere(screen)) {
            filling = true;
            try {
                target.set(targets.get(screen - 1));
            } finally {
                filling = false;
            }
        }
    }

    /** Takes back that it will be picked on the screen. */
    void back(@Nullable TargetChoice before) {
        filling = true;
        try {
            target.set(targets.contains(before) ? before : chosen(targets));
            takeTarget();
        } finally {
            filling = false;
        }
    }

    /** What was chosen on the screen itself. */
    void take(Picked picked) {
        switch (picked) {
            case Picked.OfRegion(CaptureTarget.Region chosen) -> {
                region.set(RegionInput.of(chosen));
                target.set(new TargetChoice.TypedRegion());
            }
            case Picked.OfWindow(WindowInfo chosen) -> {
                TargetChoice choice = new TargetChoice.OneWindow(chosen);
                window.map(TargetChoice.OneWindow::new).ifPresent(targets::remove);
                window = Optional.of(chosen);
                targets.add(screens.size(), choice);
                target.set(choice);
            }
        }
    }

    private boolean isThere(int screen) {
        return screen >= 1 && screen <= screens.size();
    }

    private void takeTarget() {
        switch (target.get()) {
            case null -> {}
            case TargetChoice.OneScreen(ScreenInfo screen) -> {
                regionProblem.set(Optional.empty());
                if (!filling) {
                    change(settings.withTarget(new CaptureTarget.Screen(screen.number())));
                }
            }
            case TargetChoice.OneWindow picked -> regionProblem.set(Optional.empty());
            case TargetChoice.PickOnScreen pick -> regionProblem.set(Optional.empty());
            case TargetChoice.AskAnew anew -> regionProblem.set(Optional.empty());
            case TargetChoice.ByDesktop chosen -> {
                regionProblem.set(Optional.empty());
                if (!filling) {
                    change(settings.withTarget(FIRST));
                }
            }
            case TargetChoice.TypedRegion() -> {
                if (region.get().equals(RegionInput.BLANK)) {
                    region.set(screens.stream().findFirst().map(RegionInput::of).orElse(SOME));
                    return;
                }
                regionProblem.set(region.get().problem(screens));
                if (!filling) {
                    region.get()
                            .region(screens)
                            .ifPresent(typed -> change(settings.withTarget(typed)));
                }
            }
        }
    }
}
