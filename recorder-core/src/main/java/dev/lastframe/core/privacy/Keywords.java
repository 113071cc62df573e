package dev.lastframe.core.privacy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds all keywords of all clues in one pass over a line (the automaton of Aho and Corasick), so
 * that a line without any costs one table look-up a character. Letters are compared without regard
 * to their case. Immutable.
 */
final class Keywords {

    /** A clue and the length of the keyword that leads to it. */
    private record Hit(int length, Clue clue) {}

    private static final int ASCII = 128;
    private static final Hit[] NOTHING = {};

    private final int[] ascii = new int[ASCII];
    private final Map<Character, Integer> others = new HashMap<>();
    private final int symbols;

    /** The state that follows, by state and symbol. */
    private final int[] next;

    private final Hit[][] hits;

    /**
     * @param clues the clues by keyword; no keyword is empty
     */
    Keywords(Map<String, List<Clue>> clues) {
        Map<String, List<Clue>> folded = new HashMap<>();
        clues.forEach((keyword, list) ->
                folded.computeIfAbsent(fold(keyword), k -> new ArrayList<>()).addAll(list));
        symbols = alphabet(folded.keySet());
        List<int[]> rows = new ArrayList<>();
        List<List<Hit>> found = new ArrayList<>();
        rows.add(emptyRow());
        found.add(new ArrayList<>());
        folded.forEach((keyword, list) -> {
            int state = 0;
            for (int i = 0; i < keyword.length(); i++) {
                int symbol = symbol(keyword.charAt(i));
                int to = rows.get(state)[symbol];
                if (to < 0) {
                    to = rows.size();
                    rows.get(state)[symbol] = to;
                    rows.add(emptyRow());
                    found.add(new ArrayList<>());
                }
                state = to;
            }
            for (Clue clue : list) {
                found.get(state).add(new Hit(keyword.length(), clue));
            }
        });
        next = linked(rows, found);
        hits = new Hit[rows.size()][];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = found.get(i).isEmpty() ? NOTHING : found.get(i).toArray(NOTHING);
        }
    }

    /** Asks every clue that has a keyword in the line, from left to right. */
    void search(Line line) {
        String text = line.text();
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '[' && line.placeholderAt(i)) {
                i = line.placeholderEnd(i) - 1; // its words are ours
                state = 0;
                continue;
            }
            state = next[state * symbols + symbol(text.charAt(i))];
            for (Hit hit : hits[state]) {
                hit.clue.look(line, i + 1 - hit.length, i + 1);
            }
        }
    }

    private static String fold(String keyword) {
        if (keyword.isEmpty()) {
            throw new IllegalArgumentException("an empty keyword would be everywhere");
        }
        char[] chars = keyword.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = Character.toLowerCase(chars[i]);
        }
        return new String(chars);
    }

    private int alphabet(Iterable<String> keywords) {
        int count = 1; // 0 is what is in no keyword
        for (String keyword : keywords) {
            for (int i = 0; i < keyword.length(); i++) {
                char c = keyword.charAt(i);
                if (symbol(c) == 0) {
                    if (c < ASCII) {
                        ascii[c] = count;
                        String upper = String.valueOf(c).toUpperCase(Locale.ROOT);
                        ascii[upper.charAt(0)] = count;
                    } else {
                        others.put(c, count);
                    }
                    count++;
                }
            }
        }
        return count;
    }

    private int symbol(char c) {
        if (c < ASCII) {
            return ascii[c];
        }
        return others.isEmpty() ? 0 : others.getOrDefault(Character.toLowerCase(c), 0);
    }

    private int[] emptyRow() {
        int[] row = new int[symbols];
        Arrays.fill(row, -1);
        return row;
    }

    /** Fills in where the search goes on when a keyword breaks off, level by level. */
    private int[] linked(List<int[]> rows, List<List<Hit>> found) {
        int[] fail = new int[rows.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(0);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int[] row = rows.get(state);
            for (int symbol = 0; symbol < symbols; symbol++) {
                int elsewhere = state == 0 ? 0 : rows.get(fail[state])[symbol];
                if (row[symbol] < 0) {
                    row[symbol] = elsewhere;
                } else {
                    int child = row[symbol];
                    fail[child] = elsewhere;
                    found.get(child).addAll(found.get(elsewhere));
                    queue.add(child);
                }
            }
        }
        int[] table = new int[rows.size() * symbols];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, table, i * symbols, symbols);
        }
        return table;
    }
}
