package dev.lastframe.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.bench.ReportChapter.Beside;
import dev.lastframe.app.bench.ReportChapter.Missed;
import org.junit.jupiter.api.Test;

final class ReportChapterTest {

    @Test
    void whatAReportCostsStandsBesideTheSameTimeWithoutIt() {
        Table table = new Table("measure", "ratio", "Lastframe", "beside", "target");

        new ReportChapter(
                        new Beside(new Missed(2, 1, 150), new Missed(1, 0, 150)),
                        new Beside(new Missed(0, 0, 300), new Missed(0, 0, 300)),
                        new Beside(new Missed(0, 0, 90), new Missed(0, 0, 90)),
                        Beside.NONE
                                .plus(new Beside(new Missed(1, 0, 100), new Missed(1, 1, 90)))
                                .plus(new Beside(new Missed(0, 0, 100), new Missed(0, 0, 90))),
                        6.25,
                        19.9,
                        20.1)
                .ratios(table);

        assertThat(table.text().lines().map(line -> line.replaceAll(" {2,}", "; ").strip()))
                .contains(
                        "the dialog opens, the first time; 2 late, 1 dropped of 150;"
                                + " 1 late, 0 dropped of 150 without; no more than without: MISSED",
                        "the dialog opens again; 0 late, 0 dropped of 300;"
                                + " 0 late, 0 dropped of 300 without; no more than without: reached",
                        "its video is looked over; 0 late, 0 dropped of 90;"
                                + " 0 late, 0 dropped of 90 without; no more than without: reached",
                        "until its video can be looked over; 6.3 s",
                        "from the key to the folder, by two presses, a part moves; 19.9 s;"
                                + " 20 s, four clicks: reached",
                        "the same, all of the screen moves; 20.1 s; 20 s, four clicks: MISSED",
                        "the report is made; 1 late, 0 dropped of 200;"
                                + " 1 late, 1 dropped of 180 without; no more than without: reached");
    }
}
