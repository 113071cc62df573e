package dev.lastframe.core.storage;

import java.util.Optional;

/**
 * What could be copied of a recording whose folder is gone.
 *
 * @param bytes of video in the copy, which is forced; 0 when there is none
 * @param pictures whole pictures in it
 * @param complete whether nothing is missing
 * @param problem why something is missing, or may not survive a power cut
 */
public record Rescued(
        long bytes, long pictures, boolean complete, Optional<StorageException> problem) {}
