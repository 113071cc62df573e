package dev.lastframe.app.bugreport;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of what the zip will hold, in pieces.
 *
 * @param pieces in order; those that stand for something replaced are told apart
 * @param head whether it is the name of what follows
 */
record ContentLine(List<Piece> pieces, boolean head) {

    /** More of one line is not drawn: nobody reads it, and it takes long. */
    static final int MOST = 2_000;

    ContentLine {
        pieces = List.copyOf(pieces);
    }

    /** Some characters. */
    record Piece(String text, boolean replaced) {}

    boolean hasReplaced() {
        return pieces.stream().anyMatch(Piece::replaced);
    }

    static ContentLine head(String name) {
        return new ContentLine(List.of(new Piece(name, false)), true);
    }

    /** All lines of an item. */
    static List<ContentLine> of(Item item) {
        List<ContentLine> lines = new ArrayList<>();
        String text = item.text();
        int mark = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int until = end < 0 ? text.length() : end;
            List<Piece> pieces = new ArrayList<>();
            int done = at;
            while (mark < item.replaced().size() && item.replaced().get(mark).from() < until) {
                Item.Mark next = item.replaced().get(mark);
                int from = Math.clamp(next.from(), done, until);
                int to = Math.clamp(next.until(), from, until);
                add(pieces, text, done, from, false);
                add(pieces, text, from, to, true);
                done = to;
                mark++;
            }
            add(pieces, text, done, until, false);
            lines.add(new ContentLine(pieces, false));
            at = until + 1;
        }
        return lines;
    }

    private static void add(
            List<Piece> pieces, String text, int from, int until, boolean replaced) {
        if (from >= until) {
            return;
        }
        if (until - from > MOST) {
            pieces.add(new Piece(text.substring(from, from + MOST) + "…", replaced));
        } else {
            pieces.add(new Piece(text.substring(from, until), replaced));
        }
    }
}
