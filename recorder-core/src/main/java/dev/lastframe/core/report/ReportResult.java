package dev.lastframe.core.report;

import java.nio.file.Path;

/**
 * A report that was made.
 *
 * @param file the zip
 * @param bytes its size
 * @param sentence how many of how many ticks were missed
 */
public record ReportResult(Path file, long bytes, String sentence) {}
