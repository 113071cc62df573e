package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** axe-core, which finds what shuts people out of a page. */
final class Axe {

    private Axe() {}

    /** Of the page that is open: no serious and no critical fault. */
    static void assertAccessible(Browser browser, String what) throws IOException {
        browser.run(script());
        String found =
                browser.await(
                        "const done = arguments[0]; axe.run(document).then("
                                + "r => done(JSON.stringify({rules: r.passes.length, faults:"
                                + " r.violations.map(v => v.impact + ' ' + v.id + ' '"
                                + " + v.nodes.map(n => n.html + n.failureSummary).join(' | '))})),"
                                + " e => done(JSON.stringify({faults: ['critical ' + e]})))");
        List<String> faults = new ArrayList<>();
        var answer = new ObjectMapper().readTree(found);
        answer.get("faults").forEach(fault -> faults.add(fault.asText()));
        assertThat(faults)
                .as(what)
                .noneMatch(fault -> fault.startsWith("serious") || fault.startsWith("critical"));
        assertThat(answer.path("rules").asInt()).as("rules that looked").isGreaterThan(15);
    }

    private static String script() throws IOException {
        Properties axe = new Properties();
        try (InputStream in = jar("META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
            axe.load(in);
        }
        String version = axe.getProperty("version");
        try (InputStream in =
                jar("META-INF/resources/webjars/axe-core/" + version + "/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream jar(String name) {
        InputStream in = Axe.class.getClassLoader().getResourceAsStream(name);
        assertThat(in).as(name).isNotNull();
        return in;
    }
}
