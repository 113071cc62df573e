package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.control.ControlClient;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.report.ReportEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Lastframe that records for its newest numbers. Where it does not answer at once, what it
 * wrote last serves.
 */
final class LiveNumbers implements ReportEnvironment.Programs {

    private static final Logger LOG = LoggerFactory.getLogger(LiveNumbers.class);
    private static final long PATIENCE_MILLIS = 1500;

    private final Places places;

    LiveNumbers(Places places) {
        this.places = places;
    }

    @Override
    public Optional<ObjectNode> status(Path recording) {
        CompletableFuture<Optional<ObjectNode>> answer = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("lastframe-status")
                .start(() -> {
                    try {
                        answer.complete(ask(recording));
                    } catch (IOException | RuntimeException silent) {
                        answer.completeExceptionally(silent);
                    }
                });
        try {
            return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException silent) {
            LOG.info("the Lastframe that records does not answer: {}", silent.toString());
            return Optional.empty();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> ask(Path recording) throws IOException {
        Optional<ControlClient> client = ControlClient.find(places);
        if (client.isEmpty()) {
            return Optional.empty();
        }
        JsonNode reply = client.get().ask(Request.of(Request.Command.STATUS));
        boolean its = reply.path("file").asText("").equals(recording.toAbsolutePath().toString());
        return Reply.isOk(reply) && its && reply instanceof ObjectNode status
                ? Optional.of(status)
                : Optional.empty();
    }
}
