package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.control.ControlClient;
import dev.lastframe.app.control.ControlException;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Reply.Refusal;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.i18n.Formats;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that speak to a running Lastframe. Used by the main thread, once a process. */
final class ControlCommands {

    private final Map<String, String> environment;
    private final Places places;
    private final PrintStream out;
    private final PrintStream err;
    private final NanoClock clock = NanoClock.system();
    private final Formats formats = new Formats(Messages.of(Locale.ENGLISH));

    ControlCommands(
            Map<String, String> environment, Places places, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.places = places;
        this.out = out;
        this.err = err;
    }

    /** By name, in the order in which they are listed. */
    Map<String, Object> all() {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("toggle", new Toggle());
        commands.put("stop", new Stop());
        commands.put("pause", new Pause());
        commands.put("mark", new MarkIt());
        commands.put("status", new Status());
        return commands;
    }

    @Command(
            name = "toggle",
            mixinStandardHelpOptions = true,
            description = {
                "Starts a recording, or stops the one that runs; opens Lastframe where none runs.",
                "Bind it to a key in the settings of your desktop."
            })
    private final class Toggle implements Callable<Integer> {
        @Override
        public Integer call() throws IOException, InterruptedException {
            long pressed = PressTime.of(clock);
            JsonNode reply = ask(Request.toggle(pressed));
            boolean another =
                    Reply.isRefused(reply, Refusal.ENDING)
                            || Reply.isRefused(reply, Refusal.NOBODY);
            if (!another) {
                return told(reply);
            }
            WindowStarter.Started started =
                    new WindowStarter(environment, places, clock).recording(pressed);
            (started.exitCode() == ExitCode.SAVED ? out : err).println(started.sentence());
            return started.exitCode();
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description =
                    "Stops the recording that runs, waits until it is saved, and prints its path.")
    private final class Stop implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            JsonNode reply = ask(Request.of(Request.Command.STOP));
            if (!Reply.isOk(reply)) {
                return told(reply);
            }
            if (!Reply.sentence(reply).isEmpty()) {
                err.println(Reply.sentence(reply));
            }
            reply.path("files").forEach(file -> out.println(file.asText()));
            return reply.path("exitCode").asInt(ExitCode.FAULT);
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Pauses the recording that runs, or lets it go on.")
    private final class Pause implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            return told(ask(Request.of(Request.Command.PAUSE)));
        }
    }

    @Command(
            name = "mark",
            mixinStandardHelpOptions = true,
            description = "Marks this moment of the recording that runs.")
    private final class MarkIt implements Callable<Integer> {

        @Parameters(
                arity = "0..*",
                paramLabel = "TEXT",
                description = "what to say about it, at most 1000 characters")
        private @Nullable List<String> words;

        @Override
        public Integer call() throws IOException {
            List<String> said = words;
            JsonNode reply =
                    ask(
                            Request.mark(
                                    said == null
                                            ? Optional.empty()
                                            : Optional.of(shortened(String.join(" ", said)))));
            if (!Reply.isOk(reply)) {
                return told(reply);
            }
            Duration at = Duration.of(reply.path("tMicros").asLong(), ChronoUnit.MICROS);
            out.println(
                    "Mark " + reply.path("number").asInt() + " at " + formats.duration(at) + ".");
            return ExitCode.SAVED;
        }

        /** A request has a bound; what is kept of a text has a smaller one. */
        private String shortened(String text) {
            String some = text.strip();
            return some.codePointCount(0, some.length()) <= Mark.LONGEST_TEXT
                    ? some
                    : some.substring(0, some.offsetByCodePoints(0, Mark.LONGEST_TEXT));
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Says what is being recorded, and what was missed.")
    private final class Status implements Callable<Integer> {

        @Option(names = "--json", description = "print it as one JSON object")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            JsonNode reply = ask(Request.of(Request.Command.STATUS));
            if (!Reply.isOk(reply)) {
                return told(reply);
            }
            if (json && reply instanceof ObjectNode object) {
                object.remove(List.of("version", "ok"));
                out.println(object);
            } else {
                out.println(sentence(reply));
            }
            return ExitCode.SAVED;
        }

        private String sentence(JsonNode status) {
            JsonNode ledger = status.path("ledger");
            String state = status.path("state").asText();
            if (ledger.isMissingNode()) {
                return state.equals("idle") ? "Nothing is being recorded." : "It is " + state + ".";
            }
            Duration elapsed = Duration.ofMillis((long) (status.path("seconds").asDouble() * 1000));
            return Character.toUpperCase(state.charAt(0))
                    + state.substring(1)
                    + " "
                    + status.path("target").asText()
                    + ", "
                    + formats.duration(elapsed)
                    + ": captured "
                    + formats.number(ledger.path("captured").asLong())
                    + ", missed "
                    + formats.number(ledger.path("missed").asLong())
                    + " of "
                    + formats.number(ledger.path("ticks").asLong())
                    + ".";
        }
    }

    private JsonNode ask(Request request) throws IOException {
        try {
            Optional<ControlClient> found = ControlClient.find(places);
            return found.isPresent()
                    ? found.get().ask(request)
                    : Reply.refused(
                            Refusal.NOBODY,
                            "No Lastframe is running: start it, or record with \"lastframe"
                                    + " toggle\".");
        } catch (ControlException silent) {
            return Reply.refused(Refusal.BUSY, String.valueOf(silent.getMessage()));
        }
    }

    private int told(JsonNode reply) {
        if (Reply.isOk(reply)) {
            out.println(Reply.sentence(reply));
            return ExitCode.SAVED;
        }
        err.println(Reply.sentence(reply));
        return Reply.isRefused(reply, Refusal.FAULT) ? ExitCode.FAULT : ExitCode.NOTHING_CAPTURED;
    }
}
