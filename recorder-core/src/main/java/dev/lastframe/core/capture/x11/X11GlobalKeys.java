package dev.lastframe.core.capture.x11;

import dev.lastframe.core.events.InputException;
import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.KeysException;
import dev.lastframe.core.time.NanoClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chords that an X server gives to a connection of its own, waited for by a thread of its own,
 * which sleeps until there is one. A lost display ends it quietly.
 */
public final class X11GlobalKeys implements GlobalKeys {

    private static final Logger LOG = LoggerFactory.getLogger(X11GlobalKeys.class);

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int KEY_PRESS = 2;
    private static final int KEY_RELEASE = 3;

    private final XcbConnection connection;
    private final KeyMeanings meanings;
    private final KeyGrabs grabs;
    private final ChordChoice choice;
    private final NanoClock clock;
    private final WakePipe waker = new WakePipe();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** No task that is added now is done any more, except by who adds it. */
    private volatile boolean ended;

    private volatile @Nullable Thread thread;

    // used by the thread alone
    private final Set<Integer> held = new HashSet<>();

    private X11GlobalKeys(XcbConnection connection, KeyMeanings meanings, NanoClock clock) {
        this.connection = connection;
        this.meanings = meanings;
        this.grabs = new KeyGrabs(connection, meanings);
        this.choice = new ChordChoice(connection, meanings);
        this.clock = clock;
    }

    /**
     * Connects. Blocks for some milliseconds.
     *
     * @param displayName null for the process's own display
     * @throws KeysException where no chord can be taken
     */
    public static X11GlobalKeys open(@Nullable String displayName, NanoClock clock)
            throws KeysException {
        XcbConnection connection;
        try {
            connection = XcbConnection.open(displayName);
        } catch (InputException none) {
            throw new KeysException(String.valueOf(none.getMessage()), none);
        }
        try {
            if (connection.extension("XWAYLAND") != null) {
                throw new KeysException(
                        "This is a Wayland session, which tells no program of keys that are"
                                + " pressed in another.");
            }
            return new X11GlobalKeys(connection, KeyMeanings.open(connection), clock);
        } catch (KeysException | RuntimeException | Error failed) {
            connection.close();
            throw failed;
        }
    }

    @Override
    public synchronized void begin(Listener listener) {
        if (closed || thread != null) {
            return;
        }
        Thread started =
                Thread.ofPlatform()
                        .daemon()
                        .name("lastframe-shortcuts")
                        .unstarted(() -> run(listener));
        thread = started;
        started.start();
    }

    @Override
    public CompletableFuture<Answer> take(Chord chord) {
        return ask(() -> grabs.take(chord), Answer.ENDED);
    }

    @Override
    public CompletableFuture<?> release(Chord chord) {
        return ask(
                () -> {
                    grabs.release(chord);
                    return true;
                },
                false);
    }

    @Override
    public CompletableFuture<Choice> choose() {
        CompletableFuture<Choice> chosen = new CompletableFuture<>();
        return ask(
                        () -> {
                            choice.begin(chosen);
                            // whose release may go to another window
                            held.clear();
                            return true;
                        },
                        false)
                .thenCompose(begun ->
                        begun ? chosen : CompletableFuture.completedFuture(new Choice.Refused()));
    }

    @Override
    public void cancelChoice() {
        var _ =
                ask(
                        () -> {
                            choice.cancel();
                            held.clear();
                            return true;
                        },
                        false);
    }

    /** Has it answered by the thread; the other answer is given once that has ended. */
    private <T> CompletableFuture<T> ask(Supplier<T> question, T otherwise) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                answer.complete(ended ? otherwise : question.get());
            } finally {
                // where the question failed
                answer.complete(otherwise);
            }
        });
        if (ended) {
            runTasks();
        } else {
            waker.wake();
        }
        return answer;
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
            if (running == null) {
                end();
                return;
            }
        }
        waker.wake();
        try {
            if (!running.join(PATIENCE)) {
                LOG.warn("the X server does not answer; the shortcuts are not waited for");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server takes everything back from a connection that ends. */
    private void end() {
        if (!ended) {
            ended = true;
            choice.refuse();
            connection.close();
            waker.close();
        }
        runTasks();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    // ---- on its thread

    private void run(Listener listener) {
        try {
            while (!closed && !connection.isLost()) {
                runTasks();
                // Before the look: sending may read events too.
                connection.flush();
                boolean any = handleEvents(listener);
                if (!any && tasks.isEmpty() && !closed) {
                    waker.awaitNext(connection.fileDescriptor());
                }
            }
            if (!closed) {
                LOG.info("the shortcuts end: the display is gone");
            }
        } catch (RuntimeException | Error broken) {
            LOG.error("the shortcuts do not work any more", broken);
        } finally {
            boolean asked = closed;
            end();
            if (!asked) {
                listener.ended();
            }
        }
    }

    /** Returns whether there were any: more may have been read with the answers to questions. */
    private boolean handleEvents(Listener listener) {
        boolean any = false;
        boolean otherLayout = false;
        for (ByteBuffer event = connection.nextEvent();
                event != null && !closed;
                event = connection.nextEvent()) {
            any = true;
            otherLayout |= meanings.isChange(event);
            switch (event.get(0) & 0x7f) {
                case KEY_PRESS -> press(event, listener);
                case KEY_RELEASE -> release(event.get(1) & 0xff);
                default -> {
                    // what else comes to every client
                }
            }
        }
        if (otherLayout) {
            meanings.refresh();
            grabs.renew().forEach(listener::changed);
        }
        return any;
    }

    private void press(ByteBuffer event, Listener listener) {
        int keycode = event.get(1) & 0xff;
        int state = event.getShort(28);
        if (choice.takes(keycode, state)) {
            return;
        }
        Chord chord = grabs.pressed(keycode, state);
        // the server sends the presses of a key that is held down, and no release between them
        if (chord != null && held.add(keycode)) {
            listener.pressed(chord, moment(event.getInt(4)));
        }
    }

    private void release(int keycode) {
        held.remove(keycode);
        choice.released(keycode);
    }

    /** When the server saw it, where its clock is this computer's own; else now. */
    private long moment(int serverMillis) {
        return ServerTime.moment(serverMillis, clock.nanoTime());
    }
}
