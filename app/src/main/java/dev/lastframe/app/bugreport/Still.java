package dev.lastframe.app.bugreport;

import java.nio.file.Path;

/**
 * A picture in a file.
 *
 * @param png perhaps smaller than the picture that it is of, as it is only looked at
 * @param size of that picture in its own pixels
 */
record Still(Path png, PictureSize size) {}
