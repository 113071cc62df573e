package dev.lastframe.core.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes what a report gets when it is packed. Used by one thread. */
final class Wrappings {

    private final Contents contents;
    private final Covered covered;
    private final Instant trigger;
    private final Instant submitted;

    Wrappings(Contents contents, Covered covered, Instant trigger, Instant submitted) {
        this.contents = contents;
        this.covered = covered;
        this.trigger = trigger;
        this.submitted = submitted;
    }

    /**
     * For an order.
     *
     * @param picture with what is covered
     */
    Wrapping of(PackOrder order, Picture picture) {
        Redactions redactions = contents.redactions();
        var words = redactions.begin(Redactions.WORDS);
        Description said = order.description().with(words::text);
        Optional<List<String>> steps =
                order.steps().map(all -> all.stream().map(words::text).toList());
        Map<String, Long> replaced = new TreeMap<>(redactions.in(Redactions.WORDS));
        Drafted drafted = contents.drafted();
        if (order.leftOut().contains(Entry.APP_LOG)) {
            drafted = drafted.withoutLog();
        }
        String text =
                redactions
                        .begin(Entry.DESCRIPTION)
                        .text(said.markdown(drafted, steps, covered.sentences()));
        return new Wrapping(picture, text, covered, order.leftOut(), replaced, trigger, submitted);
    }
}
