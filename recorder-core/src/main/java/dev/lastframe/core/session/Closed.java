package dev.lastframe.core.session;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a part.
 *
 * @param file where it is; empty where nothing is left of it
 * @param published whether it has its name; otherwise it stays under the temporary one
 * @param problem what went wrong, null if nothing
 */
record Closed(Optional<Path> file, boolean published, @Nullable Failure problem) {}
