package dev.lastframe.app.bugreport;

import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.report.Description;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.Mask;
import dev.lastframe.core.report.PackOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Says what a person decided as the report's maker wants it. */
final class Ordering {

    private Ordering() {}

    static PackOrder of(Destination destination, TypedWords typed, Items items, CoverModel covers) {
        List<Mask> masks = covers.covers().stream().map(Ordering::mask).toList();
        return new PackOrder(
                destination,
                OptionalLong.empty(),
                Optional.empty(),
                new Description(
                        typed.title().get().strip(),
                        typed.happened().get().strip(),
                        typed.expected().get().strip()),
                typed.editedSteps(),
                items.leftOut(),
                masks);
    }

    private static Mask mask(Cover cover) {
        return new Mask(
                new Rect(cover.x(), cover.y(), cover.width(), cover.height()),
                cover.span().fromMicros(),
                cover.span().untilMicros());
    }
}
