package dev.lastframe.app.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A program of another user that asks at a socket, and prints what came of it: {@code no entry},
 * {@code no answer}, or the answer. Needs no other class, as it is copied to where that user can
 * read it.
 */
final class Stranger {

    private Stranger() {}

    public static void main(String[] socket) throws IOException {
        SocketChannel connection;
        try {
            connection = SocketChannel.open(UnixDomainSocketAddress.of(socket[0]));
        } catch (IOException refused) {
            System.out.print("no entry");
            return;
        }
        try (connection) {
            connection.write(
                    ByteBuffer.wrap(
                            "{\"version\":1,\"command\":\"status\"}\n"
                                    .getBytes(StandardCharsets.UTF_8)));
            ByteBuffer answer = ByteBuffer.allocate(1000);
            int bytes = connection.read(answer);
            System.out.print(
                    bytes <= 0
                            ? "no answer"
                            : new String(answer.array(), 0, bytes, StandardCharsets.UTF_8));
        } catch (IOException closed) {
            System.out.print("no answer");
        }
    }
}
