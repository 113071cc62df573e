package dev.lastframe.app.settings;

/** The window's upper left corner, in JavaFX's logical pixels of the desktop. */
public record WindowPosition(double x, double y) {}
