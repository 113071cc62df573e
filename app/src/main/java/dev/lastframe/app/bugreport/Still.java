package dev.lastframe.app.bugreport;

import java.nio.file.Path;

/** A picture in a file, with its size in its own pixels. */
record Still(Path png, PictureSize size) {}
