package dev.lastframe.core.privacy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of accounts and computers that say nothing about anyone, and words that are names too: from
 * {@code ordinary-words.txt}. Immutable.
 */
final class OrdinaryWords {

    private final Set<String> nobodys = new HashSet<>();
    private final Set<String> words = new HashSet<>();

    OrdinaryWords() {
        Set<String> section = words;
        for (String line : lines("ordinary-words.txt")) {
            switch (line) {
                case "[nobody's]" -> section = nobodys;
                case "[words]" -> section = words;
                default -> section.addAll(List.of(line.split("\\s+")));
            }
        }
    }

    /** Whether very many computers have an account, or are themselves, called so. */
    boolean nobodys(String name) {
        return nobodys.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether text that is not about the person has this word too. */
    boolean word(String name) {
        return words.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The lines of a data file beside this class, without blank ones and comments. */
    static List<String> lines(String resource) {
        List<String> lines = new ArrayList<>();
        InputStream found = OrdinaryWords.class.getResourceAsStream(resource);
        if (found == null) {
            throw new IllegalStateException(resource + " is missing beside its class");
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(found, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
        return lines;
    }
}
