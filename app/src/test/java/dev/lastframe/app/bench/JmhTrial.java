package dev.lastframe.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs the core's JMH benchmarks, each in a virtual machine of its own. JMH and they are on the
 * class path only of {@code mvn -Pbench}, so they are called as a program. Used by the main thread;
 * blocks for a minute and more.
 */
final class JmhTrial {

    private static final String PROGRAM = "org.openjdk.jmh.Main";
    private static final String OURS = "dev\\.lastframe\\.core\\..*";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private JmhTrial() {}

    static JmhChapter run() {
        if (JmhTrial.class.getResource("/" + PROGRAM.replace('.', '/') + ".class") == null) {
            throw new BenchFailure("JMH is not on the class path: mvn -Pbench brings it.");
        }
        try {
            Path result = Files.createTempFile("lastframe-jmh-", ".json");
            try {
                ProgramOutput.of("JMH", LIMIT, command(result).toArray(String[]::new));
                return read(new ObjectMapper().readTree(result.toFile()));
            } finally {
                Files.delete(result);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> command(Path result) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PROGRAM, OURS));
        // A fork, three warm-ups and five measurements of a second each.
        command.addAll(List.of("-f", "1", "-wi", "3", "-w", "1s", "-i", "5", "-r", "1s"));
        command.addAll(List.of("-foe", "true", "-rf", "json", "-rff", result.toString()));
        // As the launcher sets it.
        command.addAll(List.of("-jvmArgsAppend", "-XX:+UseSerialGC"));
        command.addAll(List.of("-jvmArgsAppend", "--enable-native-access=ALL-UNNAMED"));
        return command;
    }

    private static JmhChapter read(JsonNode results) {
        List<JmhChapter.Score> scores = new ArrayList<>();
        for (JsonNode result : results) {
            JsonNode metric = result.path("primaryMetric");
            String name = result.path("benchmark").asText();
            scores.add(
                    new JmhChapter.Score(
                            name.substring(name.lastIndexOf('.') + 1),
                            parameters(result.path("params")),
                            metric.path("score").asDouble(),
                            metric.path("scoreError").asDouble()));
        }
        return new JmhChapter(scores);
    }

    private static String parameters(JsonNode named) {
        return named.properties().stream()
                .map(each -> each.getKey() + " " + each.getValue().asText())
                .collect(Collectors.joining(", "));
    }
}
