package dev.lastframe.app.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a connection on which nothing comes in time; whoever waits for it then goes on. */
final class Patience implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Patience(SocketChannel channel, Duration limit) {
        var _ =
                done.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((nothing, late) -> {
                            if (late != null) {
                                close(channel);
                            }
                        });
    }

    /** It came. */
    @Override
    public void close() {
        done.complete(null);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException failed) {
            LOG.warn("a connection was not closed", failed);
        }
    }
}
