package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ChangeNotice;
import dev.lastframe.core.time.NanoClock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an X server announces to a connection of its own: drawing, once until that was taken note
 * of, the pointer's movements and pictures, and other screens. Only a pointer that a program moves
 * is not announced; the server is asked for its place now and then.
 */
final class X11ChangeNotice implements ChangeNotice {

    private static final Logger LOG = LoggerFactory.getLogger(X11ChangeNotice.class);

    private static final int DAMAGE_NON_EMPTY = 3;
    private static final long CURSOR_NOTIFY_MASK = 1;
    private static final int SCREEN_CHANGE_MASK = 1;
    private static final long STRUCTURE_NOTIFY_MASK = 1 << 17;
    private static final int QUEUED_ALREADY = 0;
    private static final int QUEUED_AFTER_READING = 1;
    private static final int GENERIC_EVENT = 35;
    private static final int CURSOR_NOTIFY = 1;
    private static final int EVENT_BYTES = 192;
    private static final int POINTER_RESULTS = 40;

    /** Where events of drawing and of the pointer's picture have the server's time. */
    private static final long TIME = 56;

    /** Where generic events have their data, and XInput's of motion in that the server's time. */
    private static final long DATA = 48;

    private static final long TIME_IN_DATA = 40;

    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    /** No moment: nobody woke it, or nothing was read. */
    private static final long NEVER = Long.MAX_VALUE;

    /** A wait that was woken is over by then. */
    private static final long CLOSING_MILLIS = 100;

    /** How long a pointer that a program moved may stay where it was in the picture. */
    private static final long ASK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final X11Connection connection;
    private final NanoClock clock;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment event = arena.allocate(EVENT_BYTES, 8);
    private final MemorySegment results = arena.allocate(POINTER_RESULTS, 8);
    private final WakePipe waker;
    private final int descriptor;
    private final int damageEvent;
    private final int cursorEvent;
    private final long damage;
    private final boolean pointer;

    /** Between two questions for the pointer's place. */
    private final long askNanos;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private long askedNanos;

    @GuardedBy("lock")
    private final PointerPlace place;

    /** When the first of what was read happened that the next question tells. */
    @GuardedBy("lock")
    private long announcedNanos = NEVER;

    /** Something was drawn, which the server has not been told to be known. */
    @GuardedBy("lock")
    private boolean damaged;

    @GuardedBy("lock")
    private boolean closed;

    /** When somebody woke whoever waits, or will. */
    private final AtomicLong wokenNanos = new AtomicLong(NEVER);

    private volatile boolean awaited;

    private X11ChangeNotice(
            X11Connection connection, WakePipe waker, boolean pointer, NanoClock clock) {
        this.connection = connection;
        this.waker = waker;
        this.pointer = pointer;
        this.clock = clock;
        this.place = new PointerPlace(connection, results);
        long display = connection.display();
        long root = connection.root();
        long base = results.address();
        Xlib.xSelectInput(display, root, STRUCTURE_NOTIFY_MASK);
        if (Xrandr.xRRQueryExtension(display, base, base + 4) != 0) {
            Xrandr.xRRSelectInput(display, root, SCREEN_CHANGE_MASK);
        }
        boolean motion = false;
        descriptor = Xlib.xConnectionNumber(display);
        Xfixes.xFixesQueryExtension(display, base, base + 4);
        cursorEvent = results.get(JAVA_INT, 0) + CURSOR_NOTIFY;
        if (pointer) {
            Xfixes.xFixesSelectCursorInput(display, root, CURSOR_NOTIFY_MASK);
            motion = selectMotion(display, root);
        }
        askNanos = motion ? ASK_NANOS : 0;
        Xdamage.xDamageQueryExtension(display, base, base + 4);
        damageEvent = results.get(JAVA_INT, 0);
        Xdamage.xDamageQueryVersion(display, base, base + 4);
        damage = Xdamage.xDamageCreate(display, root, DAMAGE_NON_EMPTY);
        connection.sync();
    }

    /**
     * For a server that has DAMAGE and XFIXES. Called by the capture thread, with our handler of X
     * errors in place.
     *
     * @param displayName null for the process's own display
     * @param pointer whether the pointer belongs to the picture
     * @return null where no further connection, or nothing to be woken by, is to be had
     */
    static @Nullable X11ChangeNotice open(
            @Nullable String displayName, boolean pointer, NanoClock clock) {
        try {
            WakePipe waker = new WakePipe();
            X11Connection connection = null;
            try {
                connection = X11Connection.open(displayName);
                return new X11ChangeNotice(connection, waker, pointer, clock);
            } catch (CaptureException | RuntimeException | Error failed) {
                waker.close();
                if (connection != null) {
                    connection.close();
                }
                throw failed;
            }
        } catch (CaptureException | WakePipe.NoneException full) {
            LOG.info("each tick asks the screen: {}", full.toString());
            return null;
        }
    }

    private static boolean selectMotion(long display, long root) {
        try {
            return Xinput.selectMotion(display, root);
        } catch (ExceptionInInitializerError
                | UnsatisfiedLinkError
                | NoClassDefFoundError
                | IllegalArgumentException missing) {
            LOG.info("the pointer's place is asked for at each tick: {}", missing.toString());
            return false;
        }
    }

    @Override
    public boolean mayHaveChanged() {
        lock.lock();
        try {
            return closed || seesChange();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean seesChange() {
        long display = connection.display();
        read(false);
        if (damaged) {
            // The server is waited for: a later drawing must find this done, or is not announced.
            Xdamage.xDamageSubtract(display, damage, 0, 0);
            Xlib.xSync(display, 0);
            damaged = false;
        }
        if (announcedNanos != NEVER) {
            announcedNanos = NEVER;
            // The picture that is taken now tells where the pointer is.
            askedNanos = clock.nanoTime();
            return true;
        }
        return pointer && hasPointerMoved();
    }

    /**
     * Reads what has come.
     *
     * @param when whether it is wanted to know when it happened
     */
    @GuardedBy("lock")
    private void read(boolean when) {
        long display = connection.display();
        for (int left = Xlib.xEventsQueued(display, QUEUED_AFTER_READING); left > 0; left--) {
            Xlib.xNextEvent(display, event.address());
            int type = event.get(JAVA_INT, 0);
            damaged |= type == damageEvent;
            announcedNanos = Math.min(announcedNanos, when ? moment(type) : clock.nanoTime());
        }
    }

    /** When the event that was read happened, at the latest; now, where it does not tell. */
    @GuardedBy("lock")
    private long moment(int type) {
        long now = clock.nanoTime();
        if (type == damageEvent || type == cursorEvent) {
            return moment(event.get(JAVA_INT, TIME), now);
        }
        if (type != GENERIC_EVENT
                || Xlib.xGetEventData(connection.display(), event.address()) == 0) {
            return now;
        }
        int motionMillis = Native.intAt(event.get(JAVA_LONG, DATA) + TIME_IN_DATA);
        Xlib.xFreeEventData(connection.display(), event.address());
        return moment(motionMillis, now);
    }

    /** The server's clock tells what part of a millisecond has passed as little as it needs to. */
    private static long moment(int serverMillis, long now) {
        return ServerTime.moment(serverMillis, now) - MILLISECOND;
    }

    @Override
    public long quietUntil() {
        lock.lock();
        try {
            if (closed) {
                return Long.MIN_VALUE;
            }
            return pointer ? askedNanos + askNanos : Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long await(long untilNanos) {
        lock.lock();
        try {
            return closed ? Long.MIN_VALUE : sleep(untilNanos);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private long sleep(long untilNanos) {
        awaited = true;
        long left = untilNanos - clock.nanoTime();
        // The library may have read while it waited for an answer.
        if (left > 0
                && announcedNanos == NEVER
                && wokenNanos.get() == NEVER
                && Xlib.xEventsQueued(connection.display(), QUEUED_ALREADY) == 0) {
            var _ = waker.awaitNext(descriptor, left);
        }
        awaited = false;
        long quiet = Math.min(untilNanos, clock.nanoTime());
        read(true);
        return Math.min(quiet, Math.min(wokenNanos.getAndSet(NEVER), announcedNanos));
    }

    @Override
    public void wake() {
        if (wokenNanos.compareAndSet(NEVER, clock.nanoTime()) && awaited) {
            waker.wake();
        }
    }

    @GuardedBy("lock")
    private boolean hasPointerMoved() {
        long now = clock.nanoTime();
        if (now - askedNanos < askNanos) {
            return false;
        }
        askedNanos = now;
        return place.ask();
    }

    private boolean isMine() {
        try {
            return lock.tryLock(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A question that the server does not answer keeps the connection, and holds up nobody. */
    @Override
    public void close() {
        wake();
        if (!isMine()) {
            LOG.warn("a connection stays open: its server does not answer");
            return;
        }
        try {
            if (!closed) {
                closed = true;
                connection.close();
                waker.close();
                arena.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
