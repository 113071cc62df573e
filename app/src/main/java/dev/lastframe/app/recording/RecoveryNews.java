package dev.lastframe.app.recording;

import dev.lastframe.app.recovery.RecoveryService;
import dev.lastframe.core.recovery.Receipt;
import dev.lastframe.core.recovery.RecoveryListener;
import dev.lastframe.core.recovery.RecoveryResult;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells, one after the other, what became of the recordings that a crash left; how far the looking
 * is where it takes long. Used by the FX thread; never blocks.
 */
final class RecoveryNews {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryNews.class);

    /** What is done sooner needs no progress; and the window repaints no more often. */
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

    private final RecoveryService service;
    private final Words words;
    private final Executor ui;
    private final NanoClock clock;
    private final List<Receipt> receipts = new ArrayList<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Optional<RecoveryLine>> line =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private int shown;
    private int seen;
    private int total;
    private boolean looking;
    private boolean closed;
    private long reportedNanos;

    RecoveryNews(WindowServices services, Words words) {
        this.service = services.recovery();
        this.words = words;
        this.ui = services.ui();
        this.clock = services.clock();
    }

    /** Empty where there is nothing to tell, or it was read. */
    ReadOnlyObjectProperty<Optional<RecoveryLine>> line() {
        return line.getReadOnlyProperty();
    }

    /**
     * Begins to look; one look after the other.
     *
     * @param after run when all was looked at
     */
    void begin(List<Path> folders, Runnable after) {
        if (looking) {
            waiting.add(() -> begin(folders, after));
            return;
        }
        looking = true;
        reportedNanos = clock.nanoTime();
        service.begin(folders, new Follower())
                .whenComplete((result, fault) ->
                        ui.execute(() -> {
                            ended(result, fault);
                            after.run();
                            Optional.ofNullable(waiting.poll()).ifPresent(Runnable::run);
                        }));
    }

    /** Shows the next one, after the last the first. */
    void next() {
        shown = receipts.isEmpty() ? 0 : (shown + 1) % receipts.size();
        show();
    }

    /** They were read; what comes later is shown again. */
    void dismiss() {
        receipts.clear();
        shown = 0;
        closed = true;
        show();
    }

    private void ended(@Nullable RecoveryResult result, @Nullable Throwable fault) {
        looking = false;
        if (fault != null) {
            LOG.error("unfinished recordings could not be looked for", fault);
        } else if (result != null) {
            LOG.info(
                    "{} unfinished recordings, {} in use",
                    result.receipts().size(),
                    result.inUse());
        }
        show();
    }

    private void add(Receipt receipt) {
        receipts.add(receipt);
        closed = false;
        show();
    }

    private void replace(Receipt proven) {
        receipts.replaceAll(each -> each.file().equals(proven.file()) ? proven : each);
        show();
    }

    private void progress(int done, int of) {
        seen = done;
        total = of;
        long now = clock.nanoTime();
        if (now - reportedNanos >= BETWEEN_REPORTS.toNanos()) {
            reportedNanos = now;
            show();
        }
    }

    private void show() {
        if (closed || (receipts.isEmpty() && !slow())) {
            line.set(Optional.empty());
        } else if (receipts.isEmpty()) {
            line.set(
                    Optional.of(new RecoveryLine(progressText(), Optional.empty(), false, "", "")));
        } else {
            line.set(Optional.of(of(receipts.get(shown))));
        }
    }

    /** Whether it takes so long that a person wants to know. */
    private boolean slow() {
        return looking && total > 0 && seen < total;
    }

    private RecoveryLine of(Receipt receipt) {
        boolean published =
                receipt.state() == Receipt.State.SAVED || receipt.state() == Receipt.State.CUT;
        String sentence = slow() ? receipt.sentence() + " " + progressText() : receipt.sentence();
        return new RecoveryLine(
                sentence,
                receipt.state() == Receipt.State.EMPTY
                        ? Optional.empty()
                        : Optional.of(receipt.file()),
                published,
                receipt.reason().map(Enum::name).orElse(""),
                receipts.size() < 2
                        ? ""
                        : words.text(
                                "recovery.next",
                                words.number(shown + 1L),
                                words.number(receipts.size())));
    }

    private String progressText() {
        return words.text("recovery.progress", words.number(seen), words.number(total));
    }

    /** Takes what the background thread tells to the FX thread. */
    private final class Follower implements RecoveryListener {

        @Override
        public void progress(int done, int of) {
            ui.execute(() -> RecoveryNews.this.progress(done, of));
        }

        @Override
        public void receipt(Receipt receipt) {
            ui.execute(() -> add(receipt));
        }

        @Override
        public void proven(Receipt receipt) {
            ui.execute(() -> replace(receipt));
        }
    }
}
