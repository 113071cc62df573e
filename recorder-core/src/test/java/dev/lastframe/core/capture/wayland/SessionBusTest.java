package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import org.freedesktop.dbus.connections.transports.TransportBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class SessionBusTest {

    private final Logger library = (Logger) LoggerFactory.getLogger(TransportBuilder.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @TempDir private Path folder;

    @BeforeEach
    void listen() {
        library.setLevel(Level.DEBUG);
        said.start();
        library.addAppender(said);
    }

    @AfterEach
    void listenNoMore() {
        library.detachAppender(said);
        library.setLevel(null);
    }

    @Test
    void aBusThatIsNotThereIsTriedOnce() {
        assertThatThrownBy(() -> SessionBus.connect("unix:path=" + folder.resolve("bus")))
                .isInstanceOf(DBusException.class);

        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("attempt"))
                .singleElement()
                .asString()
                .endsWith("1 of 1");
    }
}
