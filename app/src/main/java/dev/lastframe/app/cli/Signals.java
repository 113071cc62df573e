package dev.lastframe.app.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns signals into an orderly stop. A shutdown hook would not do: it leaves exit code 130 or 143
 * whatever it saves. {@code sun.misc.Signal} is supported (module {@code jdk.unsupported}) but
 * cannot be named without a compiler warning, hence the reflection.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final List<String> STOP = List.of("INT", "TERM", "HUP");

    /** Longer than everything that a stop may take: whatever hangs then ends with the process. */
    private static final long LAST_RESORT_SECONDS = 75;

    private Signals() {}

    /** Runs the task, on a thread of the virtual machine's, when the process is asked to end. */
    static void onStopRequest(Runnable stop) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("handle")) {
                                    endAtAnyRate();
                                    stop.run();
                                }
                                return null;
                            });
            for (String name : STOP) {
                handle(signal, handler, name, handling);
            }
        } catch (ReflectiveOperationException | RuntimeException missing) {
            LOG.error("signals end the process without saving properly", missing);
        }
    }

    private static void endAtAnyRate() {
        CompletableFuture.delayedExecutor(LAST_RESORT_SECONDS, TimeUnit.SECONDS)
                .execute(() -> {
                    LOG.error("the process was asked to end and hangs");
                    Runtime.getRuntime().halt(ExitCode.FAULT);
                });
    }

    private static void handle(Class<?> signal, Class<?> handler, String name, Object handling) {
        try {
            Object instance = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, instance, handling);
        } catch (ReflectiveOperationException unknownHere) {
            LOG.debug("there is no signal {} here", name); // Windows has no HUP
        }
    }
}
