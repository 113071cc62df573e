package dev.lastframe.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.sound.SoundKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The core's design has a table of all threads. It is compared with the names that the sources of
 * both modules give; who names one in a way that is not understood here has to teach it.
 */
final class ThreadTableTest {

    private static final Path CORE = Path.of("..", "recorder-core");
    private static final Path SOURCES = Path.of("src", "main", "java");

    private static final Pattern MADE =
            Pattern.compile("\\bThread\\s*\\.of(?:Platform|Virtual)\\(\\)");

    /** What follows: the name, which may hold calls without arguments. */
    private static final Pattern NAMED =
            Pattern.compile("(?:\\s*\\.daemon\\(\\))?\\s*\\.name\\(((?:[^()]|\\(\\))*)\\)");

    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z_]+");
    private static final Pattern NAMELESS = Pattern.compile("\\bnew Thread\\(|\\.startVirtual");

    /** Threads that are given their name by whoever starts them. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("\\bElsewhere\\s*\\.run\\(\\s*([^,]*),");

    private static final Pattern ROW = Pattern.compile("(?m)^\\|([^|]*)\\|[^|]*\\|[^|]*\\|$");
    private static final Pattern TICKED = Pattern.compile("`([^`]*)`");

    private final TreeSet<String> given = new TreeSet<>();

    @Test
    void theTableHasTheNamesThatTheSourcesGiveAndNoOther() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path root : List.of(SOURCES, CORE.resolve(SOURCES))) {
            try (Stream<Path> all = Files.walk(root)) {
                all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        for (Path file : files) {
            look(file, Files.readString(file));
        }

        assertThat(given).contains("lastframe-encoder", "lastframe-open", "fx-later");
        assertThat(table()).containsExactlyInAnyOrderElementsOf(given);
    }

    private void look(Path file, String source) {
        assertThat(NAMELESS.matcher(source).find())
                .as("a thread without a name: %s", file)
                .isFalse();
        for (MatchResult made : MADE.matcher(source).results().toList()) {
            var named = NAMED.matcher(source).region(made.end(), source.length());
            assertThat(named.lookingAt()).as("a name for each thread of %s", file).isTrue();
            note(file, source, named.group(1).strip());
        }
        ELSEWHERE
                .matcher(source)
                .results()
                .forEach(call -> note(file, source, call.group(1).strip()));
    }

    private void note(Path file, String source, String name) {
        var literal = LITERAL.matcher(name);
        if (literal.matches()) {
            given.add(literal.group(1));
        } else if (CONSTANT.matcher(name).matches()) {
            var value = Pattern.compile("\\b" + name + " = \"([^\"]*)\";").matcher(source);
            assertThat(value.find()).as("%s of %s", name, file).isTrue();
            given.add(value.group(1));
        } else if (name.equals("\"lastframe-sound-\" + choice.kind().id()")) {
            Arrays.stream(SoundKind.values())
                    .forEach(kind -> given.add("lastframe-sound-" + kind.id()));
        } else {
            assertThat(file + ": " + name).endsWith("Elsewhere.java: thread");
        }
    }

    /** Rows of other threads, which are not ours to name, begin without a name. */
    private static List<String> table() throws IOException {
        String design = Files.readString(CORE.resolve("DESIGN.md"));
        int from = design.indexOf("\n## Who runs where");
        assertThat(from).isPositive();
        String section = design.substring(from + 1, design.indexOf("\n## ", from + 1));
        List<String> names = new ArrayList<>();
        for (MatchResult row : ROW.matcher(section).results().toList()) {
            String threads = row.group(1).strip();
            if (threads.startsWith("`")) {
                TICKED.matcher(threads).results().forEach(name -> names.add(name.group(1)));
            }
        }
        return names;
    }
}
