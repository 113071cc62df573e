package dev.lastframe.core.session;

import java.nio.file.Path;

/**
 * A folder where a recording may go on when its own disk fails; made where it is missing.
 *
 * @param evenInMemory whether it serves although its files are kept in the computer's memory
 */
public record Refuge(Path folder, boolean evenInMemory) {}
