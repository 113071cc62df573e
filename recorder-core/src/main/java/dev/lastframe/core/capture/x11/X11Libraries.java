package dev.lastframe.core.capture.x11;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The X libraries' functions, which Java links one by one. */
public final class X11Libraries {

    private static final Logger LOG = LoggerFactory.getLogger(X11Libraries.class);

    private static final List<Class<?>> BINDINGS =
            List.of(
                    Xlib.class,
                    Xext.class,
                    SharedMemory.class,
                    Xfixes.class,
                    Xdamage.class,
                    Xrandr.class,
                    Xcomposite.class,
                    XlibWindows.class,
                    Xinput.class,
                    XlibXcb.class,
                    XErrors.class,
                    XcbCalls.class,
                    GlibLoop.class,
                    GlibExecutor.Loop.class,
                    WakePipe.class);

    private X11Libraries() {}

    /**
     * Links them ahead, so that the first recording need not wait for it. Speaks to no server.
     * Called by any thread but the toolkit's; takes a tenth of a second. A library that is missing
     * is told by what needs it.
     */
    public static void link() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        for (Class<?> binding : BINDINGS) {
            try {
                lookup.ensureInitialized(binding);
            } catch (IllegalAccessException
                    | ExceptionInInitializerError
                    | NoClassDefFoundError
                    | UnsatisfiedLinkError missing) {
                LOG.info("{} is not linked: {}", binding.getSimpleName(), missing.toString());
            }
        }
    }
}
