package dev.lastframe.app.bench;

/** One part of what was measured, for the one table. For one thread. */
interface Chapter {

    /** Rows of the table's first section: what it comes to, in a line each. */
    default void summary(Table table) {}

    /** A heading and rows that compare, Lastframe's value divided by the other's. */
    void ratios(Table table);

    /** A heading and rows that tell what was recorded and what was not. */
    default void details(Table table) {}
}
