package dev.lastframe.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {

    private final Table table = new Table("Measure", "Value");

    @Test
    void sentencesDoNotWidenColumns() {
        table.heading("A long heading of many words");
        table.row("cost", "1");
        table.note("a note that is long, too, and stands by itself");

        assertThat(table.text().lines())
                .containsExactly(
                        "Measure  Value",
                        "",
                        "A LONG HEADING OF MANY WORDS",
                        "cost     1",
                        "a note that is long, too, and stands by itself");
    }

    @Test
    void asMarkdownHeadingsAreBoldAndNotesAreNot() {
        table.heading("Part");
        table.row("cost", "1");
        table.note("a note");

        assertThat(table.markdown().lines())
                .containsExactly(
                        "| Measure | Value |",
                        "| --- | --- |",
                        "| **Part** | |",
                        "| cost | 1 |",
                        "| a note |   |");
    }
}
