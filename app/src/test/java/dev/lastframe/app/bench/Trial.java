package dev.lastframe.app.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One recording that was made.
 *
 * @param outcome the last line that the program wrote, as JSON; missing for one that writes none
 * @param likeness of its pictures to what was shown, see {@link Likeness}; not a number where it
 *     was not looked for
 */
record Trial(Recipe recipe, Cost cost, Numbers numbers, JsonNode outcome, double likeness) {

    /** CPU time of the program in its steady state for each picture in the file. */
    double cpuMillisAPicture() {
        return 1000 * cost.share() * recipe.seconds() / numbers.pictures();
    }

    /** By which way Lastframe captured, and what it warned of: else the figures mislead. */
    String way() {
        JsonNode warnings = outcome.path("warnings");
        return outcome.path("video").path("capture").asText()
                + "; "
                + (warnings.isEmpty() ? "none" : warnings.toString());
    }

    /** A number of the outcome's ledger. */
    long ledger(String name) {
        return outcome.path("ledger").path(name).asLong();
    }

    /** A number of the outcome's FX thread, in milliseconds. */
    double tickMillis(String name) {
        return outcome.path("fxThread").path(name).asDouble();
    }
}
