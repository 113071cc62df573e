package dev.lastframe.app.faults;

/**
 * A fault of the run before, as it was noted.
 *
 * @param wall when, on the wall clock
 * @param code to be quoted
 * @param sentence what broke
 * @param thread where
 */
public record FaultNote(String wall, String code, String sentence, String thread) {}
