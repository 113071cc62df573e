package dev.lastframe.core.storage;

import java.nio.ByteBuffer;

/** Follows a file as it is copied, and knows up to where it holds whole parts. */
interface WholeEnds {

    /** The next bytes of the file; all of them are taken. */
    void accept(ByteBuffer bytes);

    /** How many bytes whole parts are, from the file's beginning. */
    long wholeBytes();

    /** How many these parts are. */
    long wholeParts();

    /** Lines, each with its end. */
    static WholeEnds ofLines() {
        return new WholeEnds() {
            private long position;
            private long whole;
            private long lines;

            @Override
            public void accept(ByteBuffer bytes) {
                while (bytes.hasRemaining()) {
                    position++;
                    if (bytes.get() == '\n') {
                        whole = position;
                        lines++;
                    }
                }
            }

            @Override
            public long wholeBytes() {
                return whole;
            }

            @Override
            public long wholeParts() {
                return lines;
            }
        };
    }
}
