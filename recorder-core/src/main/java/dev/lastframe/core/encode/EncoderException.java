package dev.lastframe.core.encode;

/** An encoder that does not work; the message is a sentence for a person. */
public final class EncoderException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why, for those who decide by it. */
    public enum Reason {
        /** FFmpeg has no encoder of that name. */
        UNKNOWN,
        /** It does not open on this computer, or gives no packet. */
        REJECTED,
        /** It stopped working in the middle. */
        FAILED
    }

    private final Reason reason;

    EncoderException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    EncoderException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    /** For those who tried an encoder and found that it does not work. */
    public static EncoderException rejected(String sentence) {
        return new EncoderException(Reason.REJECTED, sentence);
    }

    public Reason reason() {
        return reason;
    }
}
