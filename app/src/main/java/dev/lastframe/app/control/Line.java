package dev.lastframe.app.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads and writes one line. Blocks; who must not wait for ever uses {@link Patience}. */
final class Line {

    /** Bytes of a request. */
    static final int LONGEST_REQUEST = 8 * 1024;

    /** Bytes of an answer, which may hold many paths and warnings. */
    static final int LONGEST_REPLY = 256 * 1024;

    private static final int PIECE = 4 * 1024;

    private Line() {}

    /**
     * The bytes up to the line's end; what follows is not looked at.
     *
     * @return empty if the other side closed before its first byte
     * @throws ControlException if the line does not end within its bound
     */
    static Optional<String> read(SocketChannel channel, int longest) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (channel.read(piece) >= 0) {
            piece.flip();
            while (piece.hasRemaining()) {
                byte next = piece.get();
                if (next == '\n') {
                    return Optional.of(line.toString(StandardCharsets.UTF_8));
                }
                if (line.size() == longest) {
                    throw new ControlException("The line is too long.");
                }
                line.write(next);
            }
            piece.clear();
        }
        if (line.size() > 0) {
            throw new ControlException("The line has no end.");
        }
        return Optional.empty();
    }

    static void write(SocketChannel channel, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
