package dev.lastframe.core.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a draft becomes a report.
 *
 * @param destination where it goes: decides about limits, and whether it is a folder or a zip
 * @param fitBytes the most that the zip may have instead of the destination's limit; empty for that
 * @param target the name of the zip, or of the folder, which must not exist; empty for a free name
 *     beside the recording
 * @param description the words of the person; they are redacted too
 * @param steps the edited steps, one line each; empty for those that were drafted
 * @param leftOut names of entries that the zip is not to hold; unknown ones do nothing
 * @param masks what is covered
 */
public record PackOrder(
        Destination destination,
        OptionalLong fitBytes,
        Optional<Path> target,
        Description description,
        Optional<List<String>> steps,
        Set<String> leftOut,
        List<Mask> masks) {

    /** Keeps own copies; refuses to leave out the manifest, which says what was left out. */
    public PackOrder {
        steps = steps.map(List::copyOf);
        leftOut = Set.copyOf(leftOut);
        masks = List.copyOf(masks);
        if (leftOut.contains(Entry.MANIFEST)) {
            throw new IllegalArgumentException(Entry.MANIFEST + " cannot be left out");
        }
        if (fitBytes.isPresent() && fitBytes.getAsLong() < 1) {
            throw new IllegalArgumentException("no size: " + fitBytes.getAsLong());
        }
    }

    /** Everything as it was drafted. */
    public static PackOrder asDrafted(Destination destination) {
        return new PackOrder(
                destination,
                OptionalLong.empty(),
                Optional.empty(),
                Description.DRAFT,
                Optional.empty(),
                Set.of(),
                List.of());
    }

    /** The same with other entries left out. */
    public PackOrder withLeftOut(Set<String> names) {
        return new PackOrder(destination, fitBytes, target, description, steps, names, masks);
    }

    /** The most that the zip may have. */
    OptionalLong zipBytes() {
        return fitBytes.isPresent() ? fitBytes : destination.fileBytes();
    }
}
