package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.core.export.StretchResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a report of one stretch is to hold, while it is gathered: everything textual leaves it
 * redacted. Used by one thread.
 */
final class Contents {

    private final ReportEnvironment environment;
    private final Redactions redactions;
    private @Nullable ObjectNode session;
    private @Nullable Drafted drafted;
    private Picture picture = Picture.none("");
    private String events = "";
    private String appLog = "";
    private String log = "";
    private String system = "";
    private String sentence = "";
    private String stretchSentence = "";
    private Heard heard = Heard.NOTHING;

    Contents(ReportEnvironment environment, Redactions redactions) {
        this.environment = environment;
        this.redactions = redactions;
    }

    Redactions redactions() {
        return redactions;
    }

    void picture(Picture taken) {
        picture = taken.withWhy(redactions.begin(Entry.PICTURE).text(taken.why()));
    }

    Picture picture() {
        return picture;
    }

    void session(SessionJson json) {
        session = json.redacted(redactions.begin(Entry.SESSION)::json);
    }

    /** Already redacted: line by line. */
    void events(StretchEvents read) {
        events = read.jsonl();
        appLog = read.log();
    }

    void log(String text) {
        log = redactions.begin(Entry.LOG).text(text);
    }

    void system(JsonNode json) {
        system = redactions.begin(Entry.SYSTEM).json(json).toPrettyString() + "\n";
    }

    void drafted(Drafted words) {
        drafted = words;
    }

    Drafted drafted() {
        Drafted words = drafted;
        if (words == null) {
            throw nothing();
        }
        return words;
    }

    void sentences(String ofAll, String ofStretch) {
        sentence = ofAll;
        stretchSentence = ofStretch;
    }

    String sentence() {
        return sentence;
    }

    void heard(Heard lines) {
        heard = lines;
    }

    Heard heard() {
        return heard;
    }

    /**
     * All entries but the manifest, in their order.
     *
     * @param mp4 the video; null where there is none
     */
    List<Entry> entries(Wrapping wrapping, @Nullable Path mp4, @Nullable StretchResult made) {
        List<Entry> entries = new ArrayList<>();
        if (mp4 != null) {
            entries.add(Entry.file(Entry.VIDEO, mp4));
        }
        wrapping.picture().file().ifPresent(file -> entries.add(Entry.file(Entry.PICTURE, file)));
        entries.add(Entry.text(Entry.SESSION, session(wrapping, made)));
        if (!events.isEmpty()) {
            boolean logged = !wrapping.leftOut().contains(Entry.APP_LOG);
            entries.add(Entry.text(Entry.EVENTS, logged ? events : withoutLog(events)));
        }
        if (!appLog.isEmpty()) {
            entries.add(Entry.text(Entry.APP_LOG, appLog));
        }
        entries.add(Entry.text(Entry.LOG, log));
        entries.add(Entry.text(Entry.SYSTEM, system));
        entries.add(Entry.text(Entry.DESCRIPTION, wrapping.description()));
        // Before anything is made of them: what was left out is told by no other entry either.
        entries.removeIf(entry -> wrapping.leftOut().contains(entry.name()));
        if (!wrapping.leftOut().contains(Entry.PAGE)) {
            entries.add(ReportPage.of(List.copyOf(entries), environment.zone()));
        }
        return entries;
    }

    /** What the log of the application said goes with the entry that holds it. */
    private static String withoutLog(String jsonl) {
        return jsonl.lines()
                .filter(line -> EventLine.parse(line).filter(told -> told.is("log")).isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String session(Wrapping wrapping, @Nullable StretchResult made) {
        ObjectNode known = session;
        if (known == null) {
            throw nothing();
        }
        ObjectNode json = known.deepCopy();
        if (made != null) {
            SessionJson.video(json, made);
        }
        SessionJson.picture(json, wrapping.picture());
        SessionJson.masks(json, wrapping.covered());
        SessionJson.submitted(json, wrapping.submitted());
        return json.toPrettyString() + "\n";
    }

    /** The last entry, which names the others. */
    Entry manifest(Wrapping wrapping, List<ReportZip.Content> contents) {
        return Entry.text(
                Entry.MANIFEST,
                ManifestJson.of(
                        contents,
                        sentence,
                        stretchSentence,
                        redactions.without(wrapping.leftOut()),
                        heard.names(wrapping.leftOut()),
                        wrapping));
    }

    private static IllegalStateException nothing() {
        return new IllegalStateException("nothing was gathered");
    }
}
