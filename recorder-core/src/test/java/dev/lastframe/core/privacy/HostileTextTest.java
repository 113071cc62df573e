package dev.lastframe.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text made to take long does not, and what was redacted once stays as it is. */
final class HostileTextTest {

    private static final int CHARS = 1_000_000;

    /** What takes the square of the length takes hours. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Redactor redactor = new Redactor(RedactorTest.MARLENE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key=",
                "key=\"",
                "key='key=\"",
                "password=",
                "password: ",
                "ghp_",
                "eyJ",
                "ey-",
                "ey-aaaaaaaaaaaaaaaaaaaa.",
                "token='a",
                "://a:",
                "://@",
                "a@",
                "a%40b",
                "@@",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN",
                "-----END",
                "marlene ",
                "/home/marlene",
                "marlene okonkwo ",
                "Authorization: ",
                "Authorization: Basic ",
                "cookie: a",
                "cookie: a=b",
                "curl -u a ",
                "curl -u 'a ",
                "1.1.1.",
                "a:b:",
                "00:",
                "0-",
                "|",
                "123456789012345|",
                "sourcegraph a-",
                "[",
                "[password",
                "?key=",
                "?code=",
                "&token=",
                "adafruit",
                "adafruit=",
                "glpat-",
                "EAAA",
                "<password>",
                "'",
                "\"",
                "abc0Q~",
                "_mmk",
                "1:A",
                "\\",
                "a",
                "7"
            })
    void timeGrowsWithTheLengthOnly(String repeated) {
        String text = repeated.repeat(CHARS / repeated.length());
        String redacted = assertTimeoutPreemptively(BOUND, () -> redactor.text(text));
        assertThat(redacted).isNotEmpty();
    }

    @Test
    void whatWasRedactedOnceStays() {
        List<String> pieces = new ArrayList<>();
        for (String line : OrdinaryWords.lines("known-secrets.tsv")) {
            pieces.add(line.split("\t", -1)[2].replace("\\n", "\n"));
        }
        pieces.addAll(OrdinaryWords.lines("harmless.txt"));
        pieces.addAll(List.of("marlene", "/home/marlene/x", "kestrel-07", "a@b.example", "key="));
        List<String> between =
                List.of(" ", "=", ": ", "\"", "'", ",", "@", "/", "\n", "&", "", "\\n", "://");
        Random random = new Random(7);
        for (int i = 0; i < 4000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 4; j++) {
                text.append(pieces.get(random.nextInt(pieces.size())))
                        .append(between.get(random.nextInt(between.size())));
            }
            String once = redactor.text(text.toString());
            assertThat(redactor.text(once)).as("%s", text).isEqualTo(once);
        }
    }
}
