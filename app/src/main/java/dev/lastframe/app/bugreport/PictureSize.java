package dev.lastframe.app.bugreport;

/** The width and height of a picture in pixels. */
record PictureSize(int width, int height) {}
