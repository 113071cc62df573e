package dev.lastframe.app.control;

import dev.lastframe.app.settings.OwnUser;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end of a connection. */
final class Peer {

    private Peer() {}

    /**
     * Whether it is a process of this user. Where the system does not tell, the folder's
     * permissions have to do.
     */
    static boolean isOwn(SocketChannel channel) throws IOException {
        return !channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                || OwnUser.is(channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user());
    }
}
