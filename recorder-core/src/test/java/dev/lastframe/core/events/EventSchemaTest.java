package dev.lastframe.core.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.EventSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema is asked of real files where they are made; here, that it can refuse. */
final class EventSchemaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":1,\"type\":\"pause\"}",
                "{\"t\":1,\"type\":\"mark\",\"text\":\"\"}",
                "{\"t\":1,\"type\":\"health\",\"kind\":\"WINDOW_COVERED\",\"detail\":\"Covered.\"}",
                "{\"t\":1,\"type\":\"log\",\"file\":\"a.log\",\"line\":\"started\"}",
                "{\"t\":1,\"type\":\"key\",\"key\":\"Ctrl+Shift+P\"}",
                "{\"t\":1,\"type\":\"key\",\"key\":\"Shift+Tab\"}",
                "{\"t\":1,\"type\":\"key\",\"key\":\"Ctrl++\"}",
                "{\"t\":1,\"type\":\"key\",\"key\":\"F24\"}",
                "{\"t\":1,\"type\":\"focus\",\"application\":\"XTerm\"}",
                "{\"t\":1,\"type\":\"click\",\"x\":1,\"y\":1,\"button\":\"left\",\"state\":\"up\"}",
                "{\"t\":1,\"type\":\"click\",\"x\":1,\"y\":1,\"button\":\"left\",\"state\":\"up\","
                        + "\"application\":\"XTerm\"}",
                "{\"t\":1,\"type\":\"recovered\",\"wall\":\"2026-11-25T00:00:00Z\",\"frames\":1,"
                        + "\"bytesCut\":0,\"millisCut\":0}"
            })
    void aKnownLinePasses(String line) {
        assertThat(EventSchema.faults(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":1,\"type\":\"letters\",\"count\":3}",
                "{\"type\":\"pause\"}",
                "{\"t\":1}",
                "{\"t\":1,\"type\":\"health\",\"kind\":\"WINDOW_COVERED\"}",
                "{\"t\":-1,\"type\":\"pause\"}",
                "{\"t\":1,\"type\":\"pause\",\"why\":\"\"}",
                "{\"t\":1,\"type\":\"key\",\"key\":\"a\"}",
                "{\"t\":1,\"type\":\"key\",\"key\":\"Shift+A\"}",
                "{\"t\":1,\"type\":\"key\",\"key\":\"Home\"}",
                "{\"t\":1,\"type\":\"key\",\"key\":\"F25\"}",
                "{\"t\":1,\"type\":\"key\",\"key\":\"Backspace\",\"count\":2}",
                "{\"t\":1,\"type\":\"click\",\"x\":1,\"y\":-1,\"button\":\"left\",\"state\":\"up\"}"
            })
    void anythingElseFails(String line) {
        assertThat(EventSchema.faults(line)).isNotEmpty();
    }

    @Test
    void aHeaderNeedsToSayWhereInputIsSeen() {
        String header =
                "{\"t\":0,\"type\":\"start\",\"version\":1,\"wall\":\"w\",\"nanoTime\":-5,"
                        + "\"target\":\"screen 1\",\"width\":2,\"height\":2,\"capture\":\"x11\","
                        + "\"preset\":\"instant\",\"encoder\":\"\",\"fps\":30,"
                        + "\"lossBoundMillis\":250,\"powerLossBoundMillis\":1000,"
                        + "\"powerLossBoundBytes\":1";
        assertThat(EventSchema.faults(header + ",\"input\":\"off\"}")).isEmpty();
        assertThat(EventSchema.faults(header + "}")).isNotEmpty();
    }
}
