package dev.lastframe.core.sound;

/**
 * Something that sound can be recorded from.
 *
 * @param id the sound server's name of it, the same after every start
 * @param name what a person knows it by
 * @param preferred whether the person made it the default of its kind
 */
public record SoundDevice(String id, String name, SoundKind kind, boolean preferred) {}
