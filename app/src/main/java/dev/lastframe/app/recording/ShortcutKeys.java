package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Shortcut;
import dev.lastframe.app.settings.Shortcuts;
import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.GlobalKeys.Answer;
import dev.lastframe.core.keys.GlobalKeys.Choice;
import dev.lastframe.core.keys.GlobalKeys.Wish;
import dev.lastframe.core.keys.KeysException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chords that do something whatever window has the focus: takes them, lets them be changed, and
 * says what is the matter with them. Used by the FX thread only; never blocks.
 */
final class ShortcutKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ShortcutKeys.class);

    /** All keys are taken no longer than this. */
    private static final Duration CHOICE_LIMIT = Duration.ofSeconds(15);

    /** Told by the FX thread. */
    interface Observer {

        /** Other programs have chords that are wanted; said once, after the start. */
        void clash(Banner banner);
    }

    private final WindowServices services;
    private final Options options;
    private final ShortcutTexts texts;
    private final Observer observer;
    private final Map<Shortcut, LongConsumer> actions = new EnumMap<>(Shortcut.class);
    private final Map<Shortcut, Answer> answers = new EnumMap<>(Shortcut.class);
    private final Map<Shortcut, String> notes = new EnumMap<>(Shortcut.class);
    private final ReadOnlyObjectWrapper<ShortcutReport> report;

    /** What was offered in place of what other programs have. */
    private Shortcuts offer = new Shortcuts(Map.of());

    private String trouble = "";
    private Optional<Shortcut> choosing = Optional.empty();
    private @Nullable GlobalKeys keys;
    private boolean closed;

    ShortcutKeys(WindowServices services, Options options, Words words, Observer observer) {
        this.services = services;
        this.options = options;
        this.texts = new ShortcutTexts(words);
        this.observer = observer;
        report = new ReadOnlyObjectWrapper<>(describe());
    }

    ReadOnlyObjectProperty<ShortcutReport> report() {
        return report.getReadOnlyProperty();
    }

    /**
     * A shortcut does this from now on; only those that do something are taken and shown. Called
     * before {@link #begin}.
     *
     * @param action given when the chord was pressed, on the monotonic clock
     */
    void does(Shortcut shortcut, LongConsumer action) {
        actions.put(shortcut, action);
        show();
    }

    /** Takes the chords, in the background. */
    void begin() {
        List<Wish> wishes = wishes();
        var _ =
                CompletableFuture.supplyAsync(() -> open(wishes), services.background())
                        .whenCompleteAsync(this::opened, services.ui());
    }

    /** Gives them back. */
    void close() {
        closed = true;
        GlobalKeys open = keys;
        keys = null;
        if (open != null) {
            services.background().execute(open::close);
        }
    }

    /** Waits for the keys that do this from then on; asked once more, it waits no longer. */
    void choose(Shortcut shortcut) {
        GlobalKeys open = keys;
        if (open == null) {
            return;
        }
        if (choosing.equals(Optional.of(shortcut))) {
            open.cancelChoice();
            return;
        }
        notes.clear();
        choosing = Optional.of(shortcut);
        show();
        // A person who went elsewhere gets the keys back. The focus cannot tell: it leaves the
        // window for as long as all keys are taken.
        services.later()
                .after(
                        CHOICE_LIMIT,
                        () -> {
                            if (choosing.equals(Optional.of(shortcut))) {
                                cancelChoice();
                            }
                        });
        var _ = open.choose().thenAcceptAsync(choice -> chosen(shortcut, choice), services.ui());
    }

    /** Waits for no keys any more. */
    void cancelChoice() {
        GlobalKeys open = keys;
        if (open != null && choosing.isPresent()) {
            open.cancelChoice();
        }
    }

    /** Takes what was offered. */
    void takeOffer() {
        Shortcuts offered = offer;
        offer = new Shortcuts(Map.of());
        offered.chords().forEach(this::change);
    }

    // ---- the beginning

    private List<Wish> wishes() {
        return actions.keySet().stream()
                .flatMap(shortcut ->
                        chords().chord(shortcut).stream()
                                .map(chord -> new Wish(shortcut.id(), texts.name(shortcut), chord)))
                .toList();
    }

    private GlobalKeys open(List<Wish> wishes) {
        try {
            return services.keys().open(wishes);
        } catch (KeysException none) {
            throw new Unavailable(none);
        }
    }

    private void opened(@Nullable GlobalKeys open, @Nullable Throwable fault) {
        if (open == null) {
            trouble = why(fault);
            show();
        } else if (closed) {
            services.background().execute(open::close);
        } else {
            keys = open;
            open.begin(new Presses());
            takeAll(open);
        }
    }

    private String why(@Nullable Throwable fault) {
        Throwable cause = fault == null || fault.getCause() == null ? fault : fault.getCause();
        if (cause instanceof Unavailable none) {
            LOG.info("no shortcuts: {}", none.sentence());
            return none.sentence();
        }
        LOG.error("the shortcuts could not be taken", fault);
        return texts.ended();
    }

    private void takeAll(GlobalKeys open) {
        CompletableFuture<?> all = CompletableFuture.completedFuture(true);
        for (Shortcut shortcut : actions.keySet()) {
            Optional<Chord> chord = chords().chord(shortcut);
            if (chord.isPresent()) {
                CompletionStage<?> taken =
                        open.take(chord.get())
                                .thenAcceptAsync(
                                        answer -> answers.put(shortcut, answer), services.ui());
                all = all.thenCombine(taken, (before, now) -> true);
            }
        }
        var _ = all.thenRunAsync(() -> allTaken(open), services.ui());
    }

    private void allTaken(GlobalKeys open) {
        show();
        LOG.info("shortcuts: {}", answers);
        List<Shortcut> clashes =
                answers.keySet().stream().filter(it -> answers.get(it) == Answer.CLASH).toList();
        if (!clashes.isEmpty()) {
            var _ =
                    FreeChords.find(open, clashes, chords())
                            .thenAcceptAsync(free -> offer(clashes, free), services.ui());
        }
    }

    private void offer(List<Shortcut> clashes, Shortcuts free) {
        offer = free;
        observer.clash(texts.clash(clashes.stream().map(this::text).toList(), free));
    }

    // ---- changes

    private void chosen(Shortcut shortcut, Choice choice) {
        // another one may be waited for already, which cancelled this one
        if (choosing.equals(Optional.of(shortcut))) {
            choosing = Optional.empty();
        }
        switch (choice) {
            case Choice.Pressed(Chord chord) -> wish(shortcut, chord);
            case Choice.Unknown() -> note(shortcut, texts.unknown());
            case Choice.Refused() -> note(shortcut, texts.refused());
            case Choice.Elsewhere() -> note(shortcut, texts.elsewhere());
            case Choice.Cancelled() -> show();
        }
    }

    private void wish(Shortcut shortcut, Chord chord) {
        Optional<Shortcut> other = chords().of(chord).filter(actions::containsKey);
        if (!chord.isUsable()) {
            note(shortcut, texts.unusable(chord));
        } else if (other.isPresent() && other.get() != shortcut) {
            note(shortcut, texts.own(chord, other.get()));
        } else {
            change(shortcut, chord);
        }
    }

    /** Takes a chord in place of the one that was there, which stays where it cannot be taken. */
    private void change(Shortcut shortcut, Chord chord) {
        GlobalKeys open = keys;
        if (open != null) {
            var _ =
                    open.take(chord)
                            .thenAcceptAsync(
                                    answer -> changed(open, shortcut, chord, answer),
                                    services.ui());
        }
    }

    private void changed(GlobalKeys open, Shortcut shortcut, Chord chord, Answer answer) {
        Optional<Chord> before = chords().chord(shortcut);
        boolean same = before.equals(Optional.of(chord));
        if (answer == Answer.TAKEN) {
            if (!same) {
                if (before.isPresent()) {
                    var _ = open.release(before.get());
                }
                options.change(options.settings().withShortcuts(chords().with(shortcut, chord)));
            }
            answers.put(shortcut, answer);
            note(shortcut, "");
            return;
        }
        if (!same) {
            var _ = open.release(chord);
        }
        note(
                shortcut,
                same || before.isEmpty()
                        ? texts.matter(answer, chord.toString())
                        : texts.stays(answer, chord, before.get()));
    }

    private void note(Shortcut shortcut, String text) {
        notes.put(shortcut, text);
        show();
    }

    // ---- what is shown

    private Shortcuts chords() {
        return options.settings().shortcuts();
    }

    private void show() {
        report.set(describe());
    }

    private ShortcutReport describe() {
        return new ShortcutReport(
                actions.keySet().stream().map(this::line).toList(), trouble, choosing);
    }

    private ShortcutReport.Line line(Shortcut shortcut) {
        Optional<Answer> answer = Optional.ofNullable(answers.get(shortcut));
        String standing = texts.matter(answer.orElse(Answer.TAKEN), text(shortcut));
        String said = notes.getOrDefault(shortcut, "");
        return new ShortcutReport.Line(
                shortcut,
                text(shortcut),
                answer.equals(Optional.of(Answer.TAKEN)) && trouble.isEmpty(),
                said.isEmpty() ? standing : said);
    }

    private String text(Shortcut shortcut) {
        GlobalKeys open = keys;
        return chords().chord(shortcut)
                .map(chord -> open == null ? chord.toString() : open.written(chord))
                .orElse("");
    }

    /** What a shortcut does. */
    String name(Shortcut shortcut) {
        return texts.name(shortcut);
    }

    /** What the keyboard tells, on its own thread. */
    private final class Presses implements GlobalKeys.Listener {

        @Override
        public void pressed(Chord chord, long nanos) {
            services.ui().execute(() -> run(chord, nanos));
        }

        private void run(Chord chord, long nanos) {
            Optional<Shortcut> shortcut = chords().of(chord);
            LongConsumer action = shortcut.isPresent() ? actions.get(shortcut.get()) : null;
            if (action != null && !closed) {
                action.accept(nanos);
            }
        }

        @Override
        public void changed(Chord chord, Answer answer) {
            services.ui()
                    .execute(() ->
                            chords().of(chord)
                                    .ifPresent(shortcut -> {
                                        answers.put(shortcut, answer);
                                        show();
                                    }));
        }

        @Override
        public void ended() {
            services.ui()
                    .execute(() -> {
                        keys = null;
                        trouble = texts.ended();
                        choosing = Optional.empty();
                        show();
                    });
        }
    }

    /** Carries the sentence from the background. */
    private static final class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unavailable(KeysException cause) {
            super(cause);
        }

        String sentence() {
            Throwable cause = getCause();
            return cause == null ? "" : String.valueOf(cause.getMessage());
        }
    }
}
