package dev.lastframe.core.privacy;

/**
 * A kind of thing that is replaced.
 *
 * @param name what people read, in the text and in the manifest
 * @param rank the smaller one names two stretches that overlap
 */
record Kind(String name, int rank) {

    static final Kind PRIVATE_KEY = new Kind("private key", 0);
    static final Kind PASSWORD = new Kind("password", 3);
    static final Kind COOKIE = new Kind("cookie", 2);
    static final Kind AUTHORIZATION = new Kind("Authorization header", 2);
    static final Kind URL_SECRET = new Kind("secret in a URL", 3);
    static final Kind SECRET = new Kind("secret", 4);
    static final Kind MAIL = new Kind("e-mail", 6);
    static final Kind HOME = new Kind("home folder", 7);
    static final Kind USER = new Kind("user name", 8);
    static final Kind HOST = new Kind("host name", 9);
    static final Kind ADDRESS = new Kind("network address", 10);

    /** Keys and tokens of a known shape. */
    static final int SHAPE_RANK = 1;

    /** What stands in the text in its place. */
    String placeholder() {
        return equals(HOME) ? "~" : "[" + name + "]";
    }

    /** Whether it opens something, so that nothing beside it needs a closer look. */
    boolean secret() {
        return rank <= SECRET.rank;
    }
}
