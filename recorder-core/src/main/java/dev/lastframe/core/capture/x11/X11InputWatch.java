package dev.lastframe.core.capture.x11;

import dev.lastframe.core.capture.x11.XiSelection.Kind;
import dev.lastframe.core.capture.x11.XiSelection.Told;
import dev.lastframe.core.events.InputEvent;
import dev.lastframe.core.events.InputSink;
import dev.lastframe.core.events.InputWatch;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.time.NanoClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to an X server on a thread of its own. While the pointer moves, movements are not told:
 * its place is asked for thirty times a second until it rests, so that a mouse that reports a
 * thousand times a second wakes nobody so often.
 */
final class X11InputWatch implements InputWatch {

    private static final Logger LOG = LoggerFactory.getLogger(X11InputWatch.class);

    private static final long POINTER_NANOS = TimeUnit.SECONDS.toNanos(1) / 30 + 1;

    /** So often it is looked what has the focus, besides when something announces a change. */
    private static final long FOCUS_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** So long after a press a window may have come or gone. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int PROPERTY_NOTIFY = 28;
    private static final int MAPPING_NOTIFY = 34;
    private static final int CHANGE_WINDOW_ATTRIBUTES = 2;
    private static final int GET_POINTER_MAPPING = 117;
    private static final int EVENT_MASK = 1 << 11;
    private static final int PROPERTY_CHANGE = 1 << 22;

    private final XcbConnection connection;
    private final XiSelection selection;
    private final XkbKeyboard keyboard;
    private final X11Focus focus;
    private final NanoClock clock;
    private final WakePipe waker = new WakePipe();
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    // used by the thread alone
    private @Nullable InputSink sink;
    private byte[] buttons = new byte[0];
    private long askPointerNanos;
    private long askFocusNanos;
    private int x = Integer.MIN_VALUE;
    private int y = Integer.MIN_VALUE;
    private X11Focus.Focused focused = X11Focus.Focused.NOTHING;

    X11InputWatch(
            XcbConnection connection,
            XiSelection selection,
            XkbKeyboard keyboard,
            X11Focus focus,
            NanoClock clock) {
        this.connection = connection;
        this.selection = selection;
        this.keyboard = keyboard;
        this.focus = focus;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "x11";
    }

    @Override
    public synchronized void begin(InputSink taker) {
        if (closed || thread != null) {
            return;
        }
        Thread started =
                Thread.ofPlatform().daemon().name("lastframe-input").unstarted(() -> run(taker));
        thread = started;
        started.start();
    }

    @Override
    public boolean listens() {
        Thread running = thread;
        return running != null && running.isAlive() && selection.told() != Told.NOTHING;
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
            if (running == null) {
                release();
                return;
            }
        }
        waker.wake();
        try {
            if (!running.join(PATIENCE)) {
                LOG.warn("the X server does not answer; pointer and keys are not waited for");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        connection.close();
        waker.close();
    }

    // ---- on its thread

    private void run(InputSink taker) {
        String why = "";
        sink = taker;
        try {
            if (beginListening()) {
                listen(taker);
            } else if (!connection.isLost()) {
                why = "The X server refused to tell of pointer and keys.";
            }
            if (connection.isLost()) {
                LOG.info("pointer and keys end: the display is gone");
            } else {
                selection.selectNow(Told.NOTHING);
            }
        } catch (RuntimeException | Error broken) {
            LOG.error("pointer and keys are no longer kept", broken);
            why = "Pointer and keys are no longer kept: the log says why.";
        } finally {
            taker.ended(why);
            release();
        }
    }

    private boolean beginListening() {
        ByteBuffer request = connection.request(CHANGE_WINDOW_ATTRIBUTES, 0);
        request.putInt(connection.root()).putInt(EVENT_MASK).putInt(PROPERTY_CHANGE);
        boolean begun = connection.doNow(request) && keyboard.begin();
        readButtons();
        return begun && selection.selectNow(Told.PRESSES_AND_MOTION);
    }

    private void readButtons() {
        ByteBuffer reply = connection.ask(connection.request(GET_POINTER_MAPPING, 0));
        if (reply != null) {
            buttons = new byte[reply.get(1) & 0xff];
            reply.get(32, buttons);
        }
    }

    private void listen(InputSink taker) {
        askFocusNanos = clock.nanoTime();
        askPointer(askFocusNanos);
        while (!closed && !connection.isLost()) {
            handleEvents();
            long now = clock.nanoTime();
            if (selection.told() == Told.PRESSES && now - askPointerNanos >= 0) {
                followPointer(now);
            }
            if (now - askFocusNanos >= 0) {
                askFocus(now);
            }
            long next = taker.passed(now) ? now + SOON_NANOS : askFocusNanos;
            next = Math.min(next, askFocusNanos);
            if (selection.told() == Told.PRESSES) {
                next = Math.min(next, askPointerNanos);
            }
            connection.flush();
            // what came with the last answers is here already
            if (!handleQueued()) {
                long left = Math.max(0, next - clock.nanoTime());
                int millis = (int) TimeUnit.NANOSECONDS.toMillis(left + 999_999);
                waker.await(connection.fileDescriptor(), millis);
            }
        }
    }

    private void handleEvents() {
        ByteBuffer event = connection.nextEvent();
        while (event != null && !closed) {
            handle(event);
            handleQueued();
            event = connection.nextEvent();
        }
    }

    /** What had been read with an answer; after a change of the keys' meaning with special care. */
    private boolean handleQueued() {
        boolean any = false;
        ByteBuffer event = connection.queuedEvent();
        while (event != null && !closed) {
            any = true;
            handle(event);
            event = connection.queuedEvent();
        }
        keyboard.isSure();
        return any;
    }

    private void handle(ByteBuffer event) {
        long now = clock.nanoTime();
        int kind = selection.kind(event);
        switch (kind) {
            case Kind.MOTION -> {
                if (selection.told() == Told.PRESSES_AND_MOTION) {
                    selection.select(Told.PRESSES);
                    if (now - askPointerNanos >= 0) {
                        askPointer(now);
                    }
                }
            }
            case Kind.BUTTON_PRESS -> button(now, XiSelection.detail(event), true);
            case Kind.BUTTON_RELEASE -> button(now, XiSelection.detail(event), false);
            case Kind.KEY_PRESS -> key(now, event);
            default -> other(now, event);
        }
    }

    private void other(long now, ByteBuffer event) {
        int type = event.get(0) & 0x7f;
        if (keyboard.takes(event)) {
            return;
        }
        if (type == PROPERTY_NOTIFY && event.getInt(8) == focus.activeWindow()) {
            askFocusNanos = now;
        } else if (type == MAPPING_NOTIFY) {
            readButtons();
        }
    }

    /** The pointer rests, or its place is asked for again. */
    private void followPointer(long now) {
        if (!askPointer(now)) {
            // what moves it between the two is told
            selection.select(Told.PRESSES_AND_MOTION);
            askPointer(now);
        }
    }

    private boolean askPointer(long now) {
        askPointerNanos = now + POINTER_NANOS;
        X11Focus.Place place = focus.pointer();
        if (place == null || (place.x() == x && place.y() == y)) {
            return false;
        }
        x = place.x();
        y = place.y();
        tell(new InputEvent.Pointer(now, x, y));
        return true;
    }

    private void button(long now, int number, boolean down) {
        X11Focus.Place place = focus.pointer();
        if (place == null || number < 1) {
            return;
        }
        int logical = number <= buttons.length ? buttons[number - 1] & 0xff : number;
        String wheel =
                switch (logical) {
                    case 4 -> "up";
                    case 5 -> "down";
                    case 6 -> "left";
                    case 7 -> "right";
                    default -> "";
                };
        if (wheel.isEmpty() && logical != 0) {
            String button =
                    switch (logical) {
                        case 1 -> "left";
                        case 2 -> "middle";
                        case 3 -> "right";
                        case 8 -> "back";
                        case 9 -> "forward";
                        default -> "other";
                    };
            keyboard.clicked();
            String application = down ? focus.applicationAt(place) : "";
            tell(new InputEvent.Button(now, place.x(), place.y(), button, down, application));
            askFocusSoon(now);
        } else if (down && logical != 0) {
            tell(new InputEvent.Wheel(now, place.x(), place.y(), wheel));
        }
    }

    private void key(long now, ByteBuffer event) {
        if (XiSelection.device(event) != keyboard.device()) {
            return;
        }
        String name = keyboard.press(XiSelection.detail(event));
        if (name == null) {
            return;
        }
        // What it was meant for may be gone by now, or not yet known.
        X11Focus.Focused before = focused;
        askFocus(now);
        List<Rect> windows =
                Stream.concat(before.windows().stream(), focused.windows().stream())
                        .distinct()
                        .toList();
        tell(new InputEvent.Key(now, name, windows));
        askFocusSoon(now);
    }

    private void askFocusSoon(long now) {
        askFocusNanos = Math.min(askFocusNanos, now + SETTLE_NANOS);
    }

    private void askFocus(long now) {
        askFocusNanos = now + FOCUS_NANOS;
        focused = focus.find();
        tell(new InputEvent.Focus(now, focused.application(), focused.title(), focused.windows()));
    }

    private void tell(InputEvent event) {
        InputSink taker = sink;
        if (taker != null) {
            taker.input(event);
        }
    }
}
