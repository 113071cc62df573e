package dev.lastframe.core.encode;

import dev.lastframe.core.sound.SoundFeed;

/**
 * Sound that gets a file of its own beside the video.
 *
 * @param feed what is heard
 * @param sink where whole pieces of the file go; one that would have to wait is not given any more
 */
public record SideTrack(SoundFeed feed, UnitSink sink) {}
