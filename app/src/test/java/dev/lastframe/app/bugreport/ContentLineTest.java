package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.bugreport.ContentLine.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContentLineTest {

    @Test
    void whatWasReplacedIsAPieceOfItsOwnInItsLine() {
        String text = "one\nby [user] at [host]\n\nend";
        List<ContentLine> lines =
                ContentLine.of(
                        new Item(
                                "log.txt",
                                1,
                                false,
                                text,
                                List.of(new Item.Mark(7, 13), new Item.Mark(17, 23))));

        assertThat(lines).hasSize(4);
        assertThat(lines.get(1).pieces())
                .containsExactly(
                        new Piece("by ", false),
                        new Piece("[user]", true),
                        new Piece(" at ", false),
                        new Piece("[host]", true));
        assertThat(lines.stream().filter(ContentLine::hasReplaced)).hasSize(1);
        assertThat(lines.get(3).pieces()).containsExactly(new Piece("end", false));
    }

    @Test
    void aHugeLineIsCut() {
        String text = "x".repeat(100_000);

        ContentLine line = ContentLine.of(new Item("a", 1, false, text, List.of())).getFirst();

        assertThat(line.pieces().getFirst().text()).hasSize(ContentLine.MOST + 1).endsWith("…");
    }
}
