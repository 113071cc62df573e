package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportException.Kind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Time passes only as far as it is slept. */
final class FirstPictureTest {

    private final FakeDrafts clock = new FakeDrafts();
    private final FirstPicture firstPicture = new FirstPicture(clock);
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void aRecordingThatHasJustBegunIsLookedAtUntilItHasAPicture() throws Exception {
        assertThat(firstPicture.await(() -> hasOneAfter(3, Kind.NOTHING_CAPTURED))).isEqualTo(3);
    }

    @Test
    void oneThatHasNoneForLongIsSaid() {
        assertThatThrownBy(() -> firstPicture.await(() -> hasOneAfter(99, Kind.NOTHING_CAPTURED)))
                .hasMessage("Not yet.");
        assertThat(Duration.ofNanos(clock.nowNanos))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    @Test
    void whatElseIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> firstPicture.await(() -> hasOneAfter(3, Kind.UNREADABLE)))
                .hasMessage("Not yet.");
        assertThat(looks).hasValue(1);
    }

    private int hasOneAfter(int enough, Kind kind) throws ReportException {
        if (looks.incrementAndGet() < enough) {
            throw new ReportException(kind, "Not yet.");
        }
        return looks.get();
    }
}
