package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What reports of this program need.
 *
 * @param clock the source of time
 * @param zone of the log's times
 * @param activeNotes the notes of recordings that are being made
 * @param recordings folders in which recordings usually are; a report without a recording goes to
 *     the first one
 * @param ownLog the program's own log; rolled ones are beside it
 * @param scratch a folder for what a report is made of, which is removed with it; made when missing
 * @param variables the process's environment
 * @param identity what is replaced
 * @param version the program's
 * @param programs asks the program that makes a recording for its newest numbers
 * @param screen takes a picture of the screen
 * @param fault the newest fault of the program, as it was noted; whether a report is about it is
 *     seen by its time
 * @param ownKeys keys that the program takes whatever has the focus, such as {@code Super+F12}
 */
public record ReportEnvironment(
        NanoClock clock,
        ZoneId zone,
        Path activeNotes,
        List<Path> recordings,
        Path ownLog,
        Path scratch,
        Map<String, String> variables,
        Identity identity,
        String version,
        Programs programs,
        Screen screen,
        Optional<ObjectNode> fault,
        Set<String> ownKeys) {

    public ReportEnvironment {
        recordings = List.copyOf(recordings);
        variables = Map.copyOf(variables);
        ownKeys = Set.copyOf(ownKeys);
    }

    /** Programs that make recordings at this moment. */
    @FunctionalInterface
    public interface Programs {

        /**
         * The newest numbers of a recording, as {@code lastframe status --json} prints them; empty
         * where the program does not answer, or makes another one. Blocks for a second at most.
         *
         * @param recording the file that grows
         */
        Optional<ObjectNode> status(Path recording);
    }

    /** The screen at this moment. */
    @FunctionalInterface
    public interface Screen {

        /**
         * Writes a picture of it.
         *
         * @param png does not exist; its folder does
         * @throws IOException when there is none; the message is a sentence for a person
         */
        void photograph(Path png) throws IOException, InterruptedException;
    }
}
