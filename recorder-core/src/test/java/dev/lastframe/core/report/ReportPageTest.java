package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReportPageTest {

    private static final String LEDGER =
            "{\"t\":%d,\"type\":\"ledger\",\"wall\":\"2026-11-25T10:00:%02dZ\"}\n";

    @Test
    void itHoldsOnlyWhatTheOtherEntriesHold() {
        List<Entry> all =
                List.of(
                        Entry.file(Entry.VIDEO, Path.of("none.mp4")),
                        Entry.text(Entry.SESSION, "{\n\"lastframe\":\"of session\"}\n"),
                        Entry.text(
                                Entry.EVENTS,
                                "{\"t\":1,\"type\":\"mark\",\"text\":\"of events\"}\n"),
                        Entry.text(Entry.APP_LOG, "0:01.000 of app-log\n"),
                        Entry.text(Entry.LOG, "2026-11-25T10:00:00.000 INFO  of log\n"),
                        Entry.text(Entry.SYSTEM, "of system"),
                        Entry.text(Entry.DESCRIPTION, "# of description\n"));
        String whole = ReportPage.of(all, ZoneOffset.UTC).text();
        for (String part : List.of("session", "events", "app-log", "log", "description")) {
            assertThat(whole).contains("of " + part);
            List<Entry> without =
                    all.stream().filter(entry -> !entry.text().contains("of " + part)).toList();
            assertThat(ReportPage.of(without, ZoneOffset.UTC).text())
                    .as(part)
                    .doesNotContain("of " + part);
        }
        assertThat(ReportPage.of(List.of(), ZoneOffset.UTC).text()).contains("\"files\":[]");
    }

    @Test
    void anApplicationsLogThatWasLeftOutIsNotAmongTheEventsEither() {
        Entry events =
                Entry.text(
                        Entry.EVENTS,
                        """
                        {"t":1,"type":"log","line":"secret line"}
                        {"t":2,"type":"pointer","x":1,"y":2}
                        """);

        assertThat(data(events).get("events")).isEmpty();
    }

    @Test
    void noTextEndsTheScriptOrMovesWhatStandsBesideIt() {
        String hostile = "</script><!-- & \u2028\u2029\u202e\u0000 \ud83d\ude00 ü {{script}} $1";
        ObjectNode data = EventLine.JSON.createObjectNode().put(hostile, hostile);

        String safe = ReportPage.inScript(data);

        assertThat(safe).doesNotContain("<", ">", "&", "\u2028", "\u2029", "\u202e", "\u0000");
        assertThat(safe).contains("\ud83d\ude00 ü");
        assertThat(EventLine.parse(safe).orElseThrow().json()).isEqualTo(data);
        String half = ReportPage.inScript(EventLine.JSON.createObjectNode().put("half", "\ud800"));
        assertThat(half).isEqualTo("{\"half\":\"\\ud800\"}");
        String page = ReportPage.html(data);
        assertThat(page).contains(safe);
        assertThat(page.replace(safe, "")).doesNotContain("{{", "\u2028");
    }

    @Test
    void thePolicyNamesTheScriptAndTheStyleByTheirHashes() throws Exception {
        String page = ReportPage.of(List.of(), ZoneOffset.UTC).text();

        assertThat(page).contains("default-src 'none'");
        for (String element : List.of("script", "style")) {
            Matcher found =
                    Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                            .matcher(page);
            assertThat(found.find()).isTrue();
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(found.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(page)
                    .contains(
                            element
                                    + "-src 'sha256-"
                                    + Base64.getEncoder().encodeToString(hash)
                                    + "'");
            assertThat(found.find()).as("only one").isFalse();
        }
    }

    @Test
    void lastframesLogIsOnTheVideosClockAlsoAcrossAPause() {
        // Between 10:00:02 and 10:00:12 it paused.
        Entry events =
                Entry.text(
                        Entry.EVENTS,
                        LEDGER.formatted(1_000_000, 1)
                                + LEDGER.formatted(2_000_000, 2)
                                + LEDGER.formatted(2_500_000, 12));
        String log =
                """
                == this stretch ==
                2026-11-25T10:00:00.500 INFO  [a] b - before the first line
                2026-11-25T10:00:01.250 ERROR [a] b - fault
                    at its.trace
                2026-11-25T10:00:08.000 INFO  [a] b - while it paused
                2026-11-25T10:00:13.000 INFO  [a] b - after the last line

                == the last errors and warnings ==
                2026-11-24T10:00:00.000 WARN  [a] b - yesterday
                2026-11-25T10:00:01.250 ERROR [a] b - fault
                    at its.trace
                """;

        JsonNode own = data(events, Entry.text(Entry.LOG, log)).get("log");

        assertThat(own).hasSize(5);
        assertThat(own.findValuesAsText("t"))
                .containsExactly("500000", "1250000", "2500000", "3500000", "-86400000000");
        assertThat(own.get(1).get("level").asText()).isEqualTo("ERROR");
        assertThat(own.get(1).get("text").asText()).endsWith("fault\n    at its.trace");
    }

    @Test
    void withoutEventsTheLogsTimesAreFromTheBeginningOfTheRecording() {
        Entry session =
                Entry.text(
                        Entry.SESSION,
                        "{\"recording\":{\"began\":\"2026-11-25T10:00:00Z\"},"
                                + "\"stretch\":{\"fromMicros\":5000000,\"untilMicros\":9000000}}");
        Entry log = Entry.text(Entry.LOG, "2026-11-25T10:00:06.000 INFO  [a] b - c\n");

        assertThat(data(session, log).at("/log/0/t").asLong()).isEqualTo(1_000_000);
        assertThat(data(log).at("/log/0").has("t")).isFalse();
    }

    @Test
    void anApplicationsLogHasTheTimesOfItsLines() {
        String log = "0:00.500 [a.log] one\n  more of it\n1:00:01.250 two\n-0:00.100 early\n";

        JsonNode app = data(Entry.text(Entry.APP_LOG, log)).get("appLog");

        assertThat(app.findValuesAsText("t")).containsExactly("500000", "3601250000", "-100000");
        assertThat(app.get(0).get("text").asText()).isEqualTo("[a.log] one\n  more of it");
    }

    @Test
    void longTextsAreCutAndSoIsWhatIsTooMuchTogether() {
        String line = "{\"t\":1,\"type\":\"mark\",\"text\":\"" + "x".repeat(100_000) + "\"}\n";

        JsonNode events = data(Entry.text(Entry.EVENTS, line)).get("events");
        JsonNode full = data(Entry.text(Entry.EVENTS, line.repeat(3000)));

        assertThat(events.at("/0/text").asText())
                .endsWith("(96000 more characters)")
                .hasSizeLessThan(4100);
        assertThat(full.get("events").size() + full.get("eventsLeftOut").asInt()).isEqualTo(3000);
        assertThat(full.get("eventsLeftOut").asInt()).isPositive();
        assertThat(full.toString()).hasSizeLessThan(9 * 1024 * 1024);
    }

    private static JsonNode data(Entry... entries) {
        return PageData.of(List.of(entries), ZoneOffset.UTC);
    }
}
