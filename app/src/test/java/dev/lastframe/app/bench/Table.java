package dev.lastframe.app.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that grows row by row and is written as text or as Markdown. For one thread. */
public final class Table {

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        this.header = List.of(header);
    }

    /** Adds a row; cells left out are empty. */
    public void row(String... cells) {
        List<String> row = new ArrayList<>(Arrays.asList(cells));
        row.addAll(Collections.nCopies(header.size() - cells.length, ""));
        rows.add(List.copyOf(row));
    }

    /** Adds a row that is a heading for those below it. */
    public void heading(String words) {
        row(words);
    }

    /** Adds a sentence across all columns. */
    public void note(String sentence) {
        List<String> row = new ArrayList<>(List.of(sentence));
        row.addAll(Collections.nCopies(header.size() - 1, " "));
        rows.add(List.copyOf(row));
    }

    public String text() {
        int[] widths =
                IntStream.range(0, header.size())
                        .map(i ->
                                all().stream()
                                        .filter(row -> !isSentence(row))
                                        .mapToInt(row -> row.get(i).length())
                                        .max()
                                        .orElse(0))
                        .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> row : all()) {
            if (isHeading(row)) {
                text.append('\n').append(row.getFirst().toUpperCase(Locale.ROOT));
            } else if (isSentence(row)) {
                text.append(row.getFirst());
            } else {
                for (int i = 0; i < widths.length; i++) {
                    String cell = row.get(i);
                    text.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
                }
            }
            text.append('\n');
        }
        return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    public String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(line(header));
        lines.add("|" + " --- |".repeat(header.size()));
        for (List<String> row : rows) {
            lines.add(
                    isHeading(row)
                            ? "| **" + row.getFirst() + "** |" + " |".repeat(header.size() - 1)
                            : line(row));
        }
        return String.join("\n", lines);
    }

    private List<List<String>> all() {
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        return all;
    }

    private static boolean isHeading(List<String> row) {
        return row.stream().skip(1).allMatch(String::isEmpty);
    }

    /** A heading or a note. */
    private static boolean isSentence(List<String> row) {
        return row.stream().skip(1).allMatch(String::isBlank);
    }

    private static String line(List<String> row) {
        return "| " + String.join(" | ", row) + " |";
    }
}
