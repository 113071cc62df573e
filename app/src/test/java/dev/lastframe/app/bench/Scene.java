package dev.lastframe.app.bench;

import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Geometry;

/**
 * What is recorded: content, screen and rate. Content that moves is slower than the recording: two
 * clocks of the same rate beat, and a number now and then is missed without any fault.
 */
enum Scene {
    STILL("a still screen", ContentMode.STILL, 1, 30, 1080),
    TYPING("typing, 10 changes a second", ContentMode.SMALL, 10, 30, 1080),
    SCROLLING("scrolling text at 20 fps", ContentMode.SCROLL, 20, 30, 1080),
    MOTION("full motion at 20 fps", ContentMode.FULL, 20, 30, 1080),
    MOTION60("full motion at 40 fps", ContentMode.FULL, 40, 60, 1080),
    MOTION4K("full motion at 20 fps", ContentMode.FULL, 20, 30, 2160);

    private final String content;
    private final ContentMode mode;
    private final double contentFps;
    private final int fps;
    private final int height;

    Scene(String content, ContentMode mode, double contentFps, int fps, int height) {
        this.content = content;
        this.mode = mode;
        this.contentFps = contentFps;
        this.fps = fps;
        this.height = height;
    }

    /** What the table calls it. */
    String title() {
        return "%s, %s at %d".formatted(content, resolution(), fps);
    }

    private String resolution() {
        return height == 1080 ? "1080p" : "4K";
    }

    /** Of the screen, in pixels. */
    Geometry size() {
        return new Geometry(height * 16 / 9, height, 0, 0);
    }

    Recipe recipe(int seconds, String encoder) {
        return new Recipe(title(), mode, contentFps, fps, seconds, encoder);
    }

    /**
     * At most this part of SimpleScreenRecorder's CPU is aimed at; not a number where nothing is.
     */
    double mostOfSimpleScreenRecorder() {
        return switch (this) {
            case STILL -> 0.1;
            case TYPING -> 0.3;
            case SCROLLING -> 0.7;
            case MOTION -> 1.0;
            case MOTION60, MOTION4K -> Double.NaN;
        };
    }

    /** At most this part of x11grab's CPU with libopenh264 is aimed at; as above. */
    double mostOfX11grab() {
        return this == MOTION ? 0.85 : Double.NaN;
    }
}
