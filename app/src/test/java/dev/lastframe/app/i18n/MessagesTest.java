package dev.lastframe.app.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MessagesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/lastframe/app");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9]+\\.[A-Za-z.]+)\"");

    /** Keys that are put together: the reasons of the health card. */
    private static final Pattern PUT_TOGETHER =
            Pattern.compile(
                    "health\\.(late|queue(Encoder|Disk|Memory)|captureFailed|encodeFailed|abandoned)(\\.do)?");

    @Test
    void everyTextIsUsed() throws IOException {
        Set<String> unused = new TreeSet<>(keys());
        unused.removeAll(literals());
        unused.removeIf(key -> PUT_TOGETHER.matcher(key).matches());

        assertThat(unused).isEmpty();
    }

    @Test
    void everyTextThatIsAskedForExists() throws IOException {
        Set<String> areas =
                keys().stream()
                        .map(key -> key.substring(0, key.indexOf('.')))
                        .collect(Collectors.toSet());
        Set<String> missing = literals();
        missing.removeIf(key -> !areas.contains(key.substring(0, key.indexOf('.'))));
        missing.removeAll(keys());

        assertThat(missing).isEmpty();
    }

    @Test
    void noTextLosesAQuoteOrShouts() {
        Messages messages = Messages.of(Locale.US);

        for (String key : keys()) {
            assertThat(messages.text(key)).as(key).isNotBlank().doesNotContain("'", "!");
        }
    }

    private static Set<String> keys() {
        return ResourceBundle.getBundle("dev.lastframe.app.i18n.messages", Locale.ROOT).keySet();
    }

    private static Set<String> literals() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(MessagesTest::text)
                    .flatMap(text -> LITERAL.matcher(text).results())
                    .map(MatchResult::group)
                    .map(quoted -> quoted.substring(1, quoted.length() - 1))
                    .filter(literal -> !literal.endsWith(".json"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
