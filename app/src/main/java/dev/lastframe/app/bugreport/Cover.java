package dev.lastframe.app.bugreport;

/**
 * A rectangle that is covered for a while, in pixels of the recorded picture.
 *
 * @param width at least {@value #LEAST}
 * @param height likewise
 */
record Cover(int x, int y, int width, int height, Span span) {

    /** What is smaller cannot be grasped. */
    static final int LEAST = 8;

    /** The one between two corners, inside the picture. */
    static Cover between(
            double x0, double y0, double x1, double y1, PictureSize picture, Span span) {
        int left = (int) Math.floor(Math.clamp(Math.min(x0, x1), 0, picture.width()));
        int top = (int) Math.floor(Math.clamp(Math.min(y0, y1), 0, picture.height()));
        int right = (int) Math.ceil(Math.clamp(Math.max(x0, x1), 0, picture.width()));
        int bottom = (int) Math.ceil(Math.clamp(Math.max(y0, y1), 0, picture.height()));
        return new Cover(left, top, right - left, bottom - top, span).inside(picture);
    }

    /** Moved. */
    Cover by(int dx, int dy, PictureSize picture) {
        return new Cover(x + dx, y + dy, width, height, span).inside(picture);
    }

    /** With its lower right corner moved. */
    Cover larger(int dx, int dy, PictureSize picture) {
        return new Cover(
                        x,
                        y,
                        Math.min(width + dx, picture.width() - x),
                        Math.min(height + dy, picture.height() - y),
                        span)
                .inside(picture);
    }

    Cover during(Span other) {
        return new Cover(x, y, width, height, other);
    }

    private Cover inside(PictureSize picture) {
        int w = Math.clamp(width, Math.min(LEAST, picture.width()), picture.width());
        int h = Math.clamp(height, Math.min(LEAST, picture.height()), picture.height());
        return new Cover(
                Math.clamp(x, 0, picture.width() - w),
                Math.clamp(y, 0, picture.height() - h),
                w,
                h,
                span);
    }
}
