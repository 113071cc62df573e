package dev.lastframe.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

/** A context of its own, so that the tests' own log is left alone. */
final class LogConfiguratorTest {

    private static final String OWN = "logback.configurationFile";

    @TempDir private Path home;

    private final LoggerContext logs = context();

    @AfterEach
    void end() {
        logs.stop();
        System.clearProperty(LogFolder.FILE);
        System.clearProperty(LogFolder.LEVEL);
        System.clearProperty(OWN);
    }

    @Test
    void logbackFindsItAsAService() {
        assertThat(ServiceLoader.load(ch.qos.logback.classic.spi.Configurator.class))
                .hasOnlyElementsOfType(LogConfigurator.class);
    }

    @Test
    void writesALineWithItsTimeThreadAndLogger() throws IOException {
        System.setProperty(LogFolder.FILE, file().toString());
        assertThat(configure()).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

        Logger logger = logs.getLogger("dev.lastframe.core.encode.EncoderTask");
        logger.info("says {}", 1);
        logger.debug("unsaid");
        logs.getLogger("org.freedesktop.dbus.connections").warn("unsaid as well");
        logs.stop();

        assertThat(Files.readAllLines(file()))
                .singleElement()
                .asString()
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  \\["
                                + Thread.currentThread().getName()
                                + "] d\\.l\\.c\\.e\\.EncoderTask - says 1");
    }

    @ParameterizedTest
    @CsvSource({"debug, 2", "DEBUG, 2", "warn, 0", "nonsense, 1"})
    void listensToTheLevelThatIsWished(String level, int lines) throws IOException {
        System.setProperty(LogFolder.FILE, file().toString());
        System.setProperty(LogFolder.LEVEL, level);
        configure();

        Logger logger = logs.getLogger("some");
        logger.debug("small");
        logger.info("large");
        logs.stop();

        assertThat(Files.readAllLines(file())).hasSize(lines);
    }

    @Test
    void withoutAFileNothingIsWrittenAndNothingElseIsAsked() {
        System.setProperty(LogFolder.FILE, "");

        assertThat(configure()).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

        assertThat(root().iteratorForAppenders()).isExhausted();
    }

    @Test
    void leavesItToOthersWhereNoFolderWasPreparedOrSomebodyNamesAConfiguration() {
        assertThat(configure()).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        System.setProperty(LogFolder.FILE, file().toString());
        System.setProperty(OWN, "mine.xml");
        assertThat(configure()).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);

        assertThat(root().iteratorForAppenders()).isExhausted();
        assertThat(file()).doesNotExist();
    }

    @Test
    void whatIsFullBecomesTheFirstOfThreeOlderFiles() throws IOException {
        System.setProperty(LogFolder.FILE, file().toString());
        for (int run = 0; run < 6; run++) {
            Files.writeString(file(), "run " + run + "x".repeat((int) LogConfigurator.MOST_BYTES));
            LoggerContext fresh = context();
            new LogConfigurator().configure(fresh);
            fresh.getLogger("some").info("after {}", run);
            fresh.stop();
        }

        assertThat(Files.readString(file())).contains("after 5").doesNotContain("xxx");
        for (int older = 1; older <= 3; older++) {
            assertThat(Files.readString(home.resolve("a.log." + older)))
                    .startsWith("run " + (6 - older));
        }
        assertThat(home.resolve("a.log.4")).doesNotExist();
    }

    private static LoggerContext context() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        return context;
    }

    private ExecutionStatus configure() {
        return new LogConfigurator().configure(logs);
    }

    private ch.qos.logback.classic.Logger root() {
        return logs.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private Path file() {
        return home.resolve("a.log");
    }
}
