package dev.lastframe.app.bench;

/** A measurement that could not be made; its message is a sentence for the person. */
final class BenchFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchFailure(String sentence) {
        super(sentence);
    }
}
