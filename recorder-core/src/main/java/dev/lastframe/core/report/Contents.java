package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.export.StretchResult;
import dev.lastframe.core.privacy.Redactor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a report is to hold, while it is gathered: everything textual leaves it redacted. Used by
 * one thread.
 */
final class Contents {

    /** Makes the video; the first time and whenever it turns out to be too large. */
    @FunctionalInterface
    interface Video {
        StretchResult make(Path target, OptionalLong fitBytes, Progress progress)
                throws ExportException, InterruptedException;
    }

    private final ReportEnvironment environment;
    private final Redactor redactor;
    private final Scratch scratch;
    private @Nullable Video video;
    private @Nullable ObjectNode session;
    private Picture picture = Picture.none("");
    private String events = "";
    private String appLog = "";
    private String log = "";
    private String system = "";
    private String description = "";
    private String sentence = "";
    private String stretchSentence = "";

    Contents(ReportEnvironment environment, Redactor redactor, Scratch scratch) {
        this.environment = environment;
        this.redactor = redactor;
        this.scratch = scratch;
    }

    Scratch scratch() {
        return scratch;
    }

    /** What is secret in a JSON value is replaced. */
    JsonNode redacted(JsonNode node) {
        return redactor.json(node);
    }

    void video(Video maker) {
        video = maker;
    }

    @Nullable Video video() {
        return video;
    }

    void picture(Picture taken) {
        picture = taken.withWhy(redactor.text(taken.why()));
    }

    Picture picture() {
        return picture;
    }

    void session(SessionJson json) {
        session = json.redacted(redactor::json);
    }

    /** Already redacted: line by line. */
    void events(String jsonl) {
        events = jsonl;
    }

    void appLog(String text) {
        appLog = redactor.text(text);
    }

    void log(String text) {
        log = redactor.text(text);
    }

    void system(JsonNode json) {
        system = redactor.json(json).toPrettyString() + "\n";
    }

    void description(String text) {
        description = redactor.text(text);
    }

    void sentences(String ofAll, String ofStretch) {
        sentence = ofAll;
        stretchSentence = ofStretch;
    }

    String sentence() {
        return sentence;
    }

    /**
     * All entries but the manifest, in their order.
     *
     * @param mp4 the video; null where there is none
     */
    List<Entry> entries(@Nullable Path mp4, @Nullable StretchResult made) {
        List<Entry> entries = new ArrayList<>();
        if (mp4 != null) {
            entries.add(Entry.file(Entry.VIDEO, mp4));
        }
        picture.file().ifPresent(file -> entries.add(Entry.file(Entry.PICTURE, file)));
        entries.add(Entry.text(Entry.SESSION, session(made)));
        if (!events.isEmpty()) {
            entries.add(Entry.text(Entry.EVENTS, events));
        }
        if (!appLog.isEmpty()) {
            entries.add(Entry.text(Entry.APP_LOG, appLog));
        }
        entries.add(Entry.text(Entry.LOG, log));
        entries.add(Entry.text(Entry.SYSTEM, system));
        entries.add(Entry.text(Entry.DESCRIPTION, description));
        entries.add(ReportPage.of(List.copyOf(entries), environment.zone()));
        return entries;
    }

    private String session(@Nullable StretchResult made) {
        ObjectNode json = session;
        if (json == null) {
            throw new IllegalStateException("nothing was gathered");
        }
        if (made != null) {
            SessionJson.video(json, made);
        }
        SessionJson.picture(json, picture);
        SessionJson.submitted(json, environment.clock().wallTime());
        return json.toPrettyString() + "\n";
    }

    /** The last entry, which names the others. */
    Entry manifest(List<ReportZip.Content> contents) {
        return Entry.text(
                Entry.MANIFEST,
                ManifestJson.of(contents, sentence, stretchSentence, redactor.counts()));
    }
}
