package dev.lastframe.core.session;

import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.session.StageEvents.Cause;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That a recording goes on as another part, and why.
 *
 * @param kind for programs
 * @param sentence for a person
 * @param problem why something is missing between the parts; null where nothing is
 */
record Continuation(Kind kind, String sentence, @Nullable Failure problem) {

    /**
     * Says it.
     *
     * @param before the folder of the part before
     * @param now the folder where it goes on
     * @param part the number of the part that began
     */
    static Continuation of(Cause cause, Failure why, Path before, Path now, int part) {
        boolean moved = !before.equals(now);
        Kind kind =
                switch (cause) {
                    case ENCODER -> Kind.ENCODER_RESTARTED;
                    case DISK -> Kind.FOLDER_FALLBACK;
                    case LENGTH -> moved ? Kind.FOLDER_FALLBACK : Kind.NEW_PART;
                };
        String goesOn =
                "The recording goes on" + (moved ? " in " + now : "") + " as part " + part + ": ";
        String sentence =
                goesOn
                        + switch (cause) {
                            case ENCODER -> "the encoder was restarted, " + inner(why);
                            case DISK -> inner(why);
                            case LENGTH -> "the one before is long enough.";
                        };
        return new Continuation(
                kind, sentence, cause == Cause.LENGTH ? null : new Failure(why.reason(), sentence));
    }

    boolean isWarning() {
        return kind != Kind.NEW_PART;
    }

    /** A sentence within a sentence. */
    private static String inner(Failure why) {
        String text = why.sentence();
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
