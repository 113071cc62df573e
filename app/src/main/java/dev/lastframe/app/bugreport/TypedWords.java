package dev.lastframe.app.bugreport;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What a person writes, and the steps that are drafted. Used by the FX thread. */
final class TypedWords {

    private final StringProperty title = new SimpleStringProperty("");
    private final StringProperty happened = new SimpleStringProperty("");
    private final StringProperty expected = new SimpleStringProperty("");
    private final StringProperty steps = new SimpleStringProperty("");

    /** What the steps were drafted as; empty where a person's own stand there since before. */
    private Optional<String> drafted = Optional.of("");

    private final ReadOnlyBooleanWrapper edited = new ReadOnlyBooleanWrapper();

    TypedWords() {
        steps.subscribe(text -> tellEdited());
    }

    StringProperty title() {
        return title;
    }

    StringProperty happened() {
        return happened;
    }

    StringProperty expected() {
        return expected;
    }

    /** One a line. */
    StringProperty steps() {
        return steps;
    }

    /** Whether the steps are others than those that were drafted, which are known. */
    ReadOnlyBooleanProperty edited() {
        return edited.getReadOnlyProperty();
    }

    /** The steps are again as they were drafted. */
    void takeDrafted() {
        drafted.ifPresent(steps::set);
    }

    private void tellEdited() {
        edited.set(drafted.isPresent() && isEdited());
    }

    /** Empty where they are as they were drafted. */
    Optional<List<String>> editedSteps() {
        return isEdited()
                ? Optional.of(
                        steps.get()
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList())
                : Optional.empty();
    }

    /** Whether a person has written nothing. */
    boolean isBlank() {
        return title.get().isBlank()
                && happened.get().isBlank()
                && expected.get().isBlank()
                && !isEdited();
    }

    private boolean isEdited() {
        return !drafted.equals(Optional.of(steps.get()));
    }

    /** New ones were drafted; what somebody edited stays. */
    void draft(List<String> lines) {
        boolean own = isEdited();
        String fresh = String.join("\n", lines);
        drafted = Optional.of(fresh);
        if (!own) {
            steps.set(fresh);
        }
        tellEdited();
    }

    /** Begins anew. */
    void clear() {
        title.set("");
        happened.set("");
        expected.set("");
        drafted = Optional.of("");
        steps.set("");
    }

    /** What is kept when the dialog is closed. */
    Kept keep() {
        return new Kept(
                title.get(),
                happened.get(),
                expected.get(),
                isEdited() ? Optional.of(steps.get()) : Optional.empty());
    }

    /** Puts back what was kept. */
    void restore(Kept kept) {
        clear();
        title.set(kept.title());
        happened.set(kept.happened());
        expected.set(kept.expected());
        kept.steps()
                .ifPresent(own -> {
                    drafted = Optional.empty();
                    steps.set(own);
                    tellEdited();
                });
    }

    /**
     * Words of a report that was not made yet.
     *
     * @param steps as they were edited, which may be to nothing; empty where they were not
     */
    record Kept(String title, String happened, String expected, Optional<String> steps) {}
}
