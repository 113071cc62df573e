package dev.lastframe.core.privacy;

/**
 * A place in a redacted text at which something was replaced. A value.
 *
 * @param start of what stands there now
 * @param end behind it
 * @param kind what was there, as people read it: {@code e-mail}, {@code GitHub token}
 */
public record Placeholder(int start, int end, String kind) {}
