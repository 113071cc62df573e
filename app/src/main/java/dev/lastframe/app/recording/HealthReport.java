package dev.lastframe.app.recording;

import java.util.List;

/**
 * What the health card says.
 *
 * @param sections in reading order
 */
record HealthReport(List<Section> sections) {

    /** Rows under one heading. */
    record Section(String title, List<Row> rows) {}

    /**
     * One number.
     *
     * @param name what is counted
     * @param value the number, with its unit
     * @param meaning what it means and what to do; empty where the name says it
     * @param section of the manual that explains it; empty where none does
     */
    record Row(String name, String value, String meaning, String section) {

        /** One that the manual does not explain. */
        Row(String name, String value, String meaning) {
            this(name, value, meaning, "");
        }

        Row in(String explainedIn) {
            return new Row(name, value, meaning, explainedIn);
        }

        private String shape() {
            return name + (meaning.isEmpty() ? "" : ":") + section;
        }
    }

    /** Whether both have the same rows, so that only values need to be drawn again. */
    boolean sameRows(HealthReport other) {
        return names().equals(other.names());
    }

    private List<List<String>> names() {
        return sections.stream()
                .map(section -> section.rows().stream().map(Row::shape).toList())
                .toList();
    }
}
