package dev.lastframe.app.bench;

import java.util.ArrayList;
import java.util.List;

/** What was measured so far; a failure in the middle leaves the rest out. For one thread. */
final class Results {

    private final List<Chapter> chapters = new ArrayList<>();

    void add(Chapter chapter) {
        chapters.add(chapter);
    }

    /** All of it: the summary, the ratios, what was recorded. */
    Table table() {
        Table table = new Table("Measure", "Ratio", "Lastframe", "Beside it", "Target");
        if (chapters.stream().anyMatch(SceneChapter.class::isInstance)) {
            table.heading("CPU in the steady state, against the others");
        }
        chapters.forEach(chapter -> chapter.summary(table));
        chapters.forEach(chapter -> chapter.ratios(table));
        chapters.forEach(chapter -> chapter.details(table));
        return table;
    }
}
