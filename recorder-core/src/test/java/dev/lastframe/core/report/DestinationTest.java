package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DestinationTest {

    /** As the trackers' own pages say it, less what an encoding for the way adds. */
    @ParameterizedTest
    @CsvSource({
        "GITHUB, 10000000, 25000000, true",
        "GITLAB, 100000000, 100000000, true",
        "JIRA, 0, 10000000, false",
        "EMAIL, 0, 14000000, false",
        "ANY, 0, 0, false"
    })
    void whatFitsWhere(Destination destination, long video, long file, boolean plays) {
        assertThat(destination.videoBytes()).isEqualTo(limit(video));
        assertThat(destination.fileBytes()).isEqualTo(limit(file));
        assertThat(destination.playsVideo()).isEqualTo(plays);
    }

    private static OptionalLong limit(long bytes) {
        return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }
}
