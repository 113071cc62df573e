package dev.lastframe.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Words that only look similar stay. */
final class HarmlessTest {

    private static final int AT_MOST_IN_A_THOUSAND = 1;

    private final Redactor redactor = new Redactor(RedactorTest.MARLENE);
    private final Random random = new Random(42);

    @Test
    void ofTheListEachLineStays() {
        List<String> lines = OrdinaryWords.lines("harmless.txt");
        assertThat(lines).hasSizeGreaterThan(130);
        assertThat(
                        lines.stream()
                                .map(redactor::text)
                                .filter(line -> !lines.contains(line))
                                .toList())
                .isEmpty();
    }

    @Test
    void classNamesStay() throws IOException {
        Path classes = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Stream<Path> all = Files.walk(classes)) {
            check(all.map(Path::toString).filter(name -> name.endsWith(".class")).toList());
        }
    }

    @Test
    void filesOfTheSystemStay() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(System.getProperty("java.home")))) {
            check(all.map(Path::toString).map(file -> "opened " + file + ": ok").toList());
        }
    }

    @Test
    void hashesIdentifiersAndVersionsStay() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            byte[] hash = new byte[i % 2 == 0 ? 20 : 32];
            random.nextBytes(hash);
            words.add("commit " + HexFormat.of().formatHex(hash));
            words.add("request " + new UUID(random.nextLong(), random.nextLong()) + " done");
            words.add(
                    "version "
                            + random.nextInt(20)
                            + "."
                            + random.nextInt(99)
                            + "."
                            + random.nextInt(999)
                            + "-rc"
                            + random.nextInt(9));
            words.add("ptr=0x" + Long.toHexString(random.nextLong()));
            words.add("t=" + random.nextInt() + " id=" + random.nextLong(Long.MAX_VALUE));
        }
        check(words);
    }

    @Test
    void wordsOfLanguagesStay() {
        List<String> words = new ArrayList<>();
        for (int c = 'A'; c < 0x3000; c++) {
            String name = Character.getName(c);
            if (name != null) {
                words.add(name.toLowerCase(Locale.ROOT));
                words.add(name.toLowerCase(Locale.ROOT).replace(' ', '_') + "=" + c);
            }
        }
        for (Locale locale : Locale.getAvailableLocales()) {
            words.add(locale.getDisplayName(Locale.GERMAN) + ": " + locale);
            words.add(locale.getDisplayName(Locale.ENGLISH));
        }
        check(words);
    }

    @Test
    void stackTracesStay() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            StringWriter text = new StringWriter();
            new IllegalStateException("at " + i, new IOException("Permission denied"))
                    .printStackTrace(new PrintWriter(text));
            lines.addAll(Arrays.asList(text.toString().split("\n")));
        }
        check(lines);
    }

    private void check(List<String> lines) {
        assertThat(lines).hasSizeGreaterThan(300);
        List<String> changed =
                lines.stream().filter(line -> !redactor.text(line).equals(line)).toList();
        assertThat(changed.stream().map(line -> line + " -> " + redactor.text(line)).toList())
                .as("of %d lines", lines.size())
                .hasSizeLessThanOrEqualTo(AT_MOST_IN_A_THOUSAND * Math.ceilDiv(lines.size(), 1000));
    }
}
