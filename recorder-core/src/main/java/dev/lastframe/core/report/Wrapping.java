package dev.lastframe.core.report;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a report gets when it is packed. A value.
 *
 * @param picture the screenshot, with what is covered
 * @param description the whole text, redacted
 * @param covered what is covered
 * @param leftOut names of entries that the zip is not to hold
 * @param replacedInWords what was replaced in what the person wrote
 * @param trigger when the report was asked for
 * @param submitted when somebody had it made
 */
record Wrapping(
        Picture picture,
        String description,
        Covered covered,
        Set<String> leftOut,
        Map<String, Long> replacedInWords,
        Instant trigger,
        Instant submitted) {

    Wrapping {
        leftOut = Set.copyOf(leftOut);
        replacedInWords = Map.copyOf(replacedInWords);
    }

    /** The same with another picture. */
    Wrapping with(Picture other) {
        return new Wrapping(
                other, description, covered, leftOut, replacedInWords, trigger, submitted);
    }
}
