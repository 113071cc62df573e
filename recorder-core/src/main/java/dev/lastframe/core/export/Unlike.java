package dev.lastframe.core.export;

/** A recording and an MP4 of it are not the same; the message is the first difference. */
final class Unlike extends Exception {

    private static final long serialVersionUID = 1;

    Unlike(String difference) {
        super(difference);
    }

    static void require(boolean holds, String difference) throws Unlike {
        if (!holds) {
            throw new Unlike(difference);
        }
    }
}
