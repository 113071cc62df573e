package dev.lastframe.core.session;

import static dev.lastframe.core.session.SessionState.EMPTY;
import static dev.lastframe.core.session.SessionState.FAILED;
import static dev.lastframe.core.session.SessionState.IDLE;
import static dev.lastframe.core.session.SessionState.PAUSED;
import static dev.lastframe.core.session.SessionState.RECORDING;
import static dev.lastframe.core.session.SessionState.SAVED;
import static dev.lastframe.core.session.SessionState.STARTING;
import static dev.lastframe.core.session.SessionState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SessionStateTest {

    record Edge(SessionState from, SessionState to) {}

    private static final Set<Edge> ALLOWED =
            Set.of(
                    new Edge(IDLE, STARTING),
                    new Edge(STARTING, RECORDING),
                    new Edge(STARTING, STOPPING),
                    new Edge(STARTING, FAILED),
                    new Edge(RECORDING, PAUSED),
                    new Edge(PAUSED, RECORDING),
                    new Edge(RECORDING, STOPPING),
                    new Edge(PAUSED, STOPPING),
                    new Edge(STOPPING, SAVED),
                    new Edge(STOPPING, EMPTY),
                    new Edge(STOPPING, FAILED));

    @ParameterizedTest
    @MethodSource("allEdges")
    void exactlyTheEdgesOfTheContractAreAllowed(Edge edge) {
        assertThat(edge.from.canBecome(edge.to)).isEqualTo(ALLOWED.contains(edge));
    }

    @Test
    void onlySavedEmptyAndFailedAreEnds() {
        assertThat(Stream.of(SessionState.values()).filter(SessionState::isEnd))
                .containsExactlyInAnyOrder(SAVED, EMPTY, FAILED);
    }

    static List<Edge> allEdges() {
        List<Edge> all = new ArrayList<>();
        for (SessionState from : SessionState.values()) {
            for (SessionState to : SessionState.values()) {
                all.add(new Edge(from, to));
            }
        }
        return all;
    }
}
