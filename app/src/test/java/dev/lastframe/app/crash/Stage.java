package dev.lastframe.app.crash;

import dev.lastframe.core.testing.BarcodeLayout;
import dev.lastframe.core.testing.Shown;
import java.util.List;

/** A screen that shows numbers and knows when, for all of its kills. For one thread. */
interface Stage extends AutoCloseable {

    /** All numbers shown up to now, in order. */
    List<Shown> shown();

    /** Where a recording's pictures have them. */
    BarcodeLayout layout();

    @Override
    void close();
}
