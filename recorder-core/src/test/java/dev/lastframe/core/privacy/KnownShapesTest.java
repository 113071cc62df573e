package dev.lastframe.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every rule of the public rule set finds its strings here too, and no pattern can go back. */
final class KnownShapesTest {

    /** Is about the name of a file, not about text. */
    private static final Set<String> NO_TEXT = Set.of("pkcs12-file");

    /** A quantifier that can give back what it took, or an unbounded one around a group. */
    private static final Pattern GOES_BACK =
            Pattern.compile("[*]|\\{\\d+,\\d*\\}(?!\\+)|(?<![}?)])\\+|(?<!\\()\\?(?!\\+)");

    @Test
    void everyRuleHasItsStringsAndEachIsFound() {
        Redactor redactor = new Redactor(Identity.NOBODY);
        Set<String> ids = new TreeSet<>();
        List<String> missed = new ArrayList<>();
        for (String line : OrdinaryWords.lines("known-secrets.tsv")) {
            String[] columns = line.split("\t", -1);
            ids.add(columns[0]);
            String secret = columns[1];
            String text = columns[2].replace("\\n", "\n");
            assertThat(text).as(columns[0]).contains(secret);
            String redacted = redactor.text(text);
            if (redacted.contains(secret) || redacted.equals(text)) {
                missed.add(columns[0] + ": " + text);
            }
            assertThat(redactor.text(redacted)).as("a second time").isEqualTo(redacted);
        }
        assertThat(missed).isEmpty();
        Set<String> expected = new TreeSet<>(OrdinaryWords.lines("rule-ids.txt"));
        expected.removeAll(NO_TEXT);
        assertThat(ids).containsAll(expected).hasSizeGreaterThan(220);
    }

    @Test
    void noPatternCanGoBack() {
        List<Shapes.Rule> rules = new Shapes().rules();
        assertThat(rules).hasSizeGreaterThan(200);
        for (Shapes.Rule rule : rules) {
            String bare =
                    rule.pattern()
                            .pattern()
                            .replaceAll("\\\\.", "x")
                            .replaceAll("\\[[^\\]]*\\]", "x");
            assertThat(GOES_BACK.matcher(bare).find()).as("%s: %s", rule.id(), bare).isFalse();
        }
    }
}
