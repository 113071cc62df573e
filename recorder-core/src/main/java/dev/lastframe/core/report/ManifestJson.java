package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** {@code manifest.json}: what is in the zip, and what was replaced in it. */
final class ManifestJson {

    private ManifestJson() {}

    /**
     * Makes it.
     *
     * @param sentence how many of how many ticks were missed
     * @param stretchSentence the same of the stretch alone; empty where there is none
     * @param redactions how often each kind of thing was replaced
     * @param heard what is heard in the video, where there is one
     */
    static String of(
            List<ReportZip.Content> contents,
            String sentence,
            String stretchSentence,
            Map<String, Long> redactions,
            List<String> heard,
            Wrapping wrapping) {
        ObjectNode json = EventLine.JSON.createObjectNode();
        json.put("version", 1);
        json.put("sentence", sentence);
        if (!stretchSentence.isEmpty()) {
            json.put("stretchSentence", stretchSentence);
        }
        json.putObject("trigger").put("wall", wrapping.trigger().toString());
        json.putObject("submitted").put("wall", wrapping.submitted().toString());
        ArrayNode entries = json.putArray("entries");
        for (ReportZip.Content content : contents) {
            entries.addObject()
                    .put("name", content.name())
                    .put("bytes", content.size())
                    .put("sha256", content.sha256());
        }
        if (contents.stream().anyMatch(content -> content.name().equals(Entry.VIDEO))) {
            ArrayNode sound = json.putArray("sound");
            heard.forEach(sound::add);
        }
        ArrayNode leftOut = json.putArray("leftOut");
        wrapping.leftOut().stream().sorted().forEach(leftOut::add);
        ObjectNode kinds = json.putObject("redactions");
        redactions.forEach(kinds::put);
        if (!wrapping.covered().isNothing()) {
            json.put("covered", wrapping.covered().sentence());
            json.put("coveredMeans", Covered.PLACE_ONLY);
        }
        json.put("ownCheck", Covered.OWN_CHECK);
        return json.toPrettyString() + "\n";
    }
}
