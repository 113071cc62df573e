package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class QuietMomentsTest {

    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final QuietMoments quiet =
            new QuietMoments(
                    new BugReporter() {
                        @Override
                        public void reportScreen(
                                String code, Supplier<CompletionStage<Runnable>> leave) {}

                        @Override
                        public void report(Optional<Path> recording, String code) {
                            told.add("report");
                        }

                        @Override
                        public void prepare() {
                            told.add("prepare");
                        }

                        @Override
                        public void rest() {
                            told.add("rest");
                        }

                        @Override
                        public boolean leave() {
                            return false;
                        }

                        @Override
                        public void comeBack(boolean asIcon) {}

                        @Override
                        public void close() {
                            told.add("close");
                        }
                    },
                    (delay, task) -> {
                        later.add(task);
                        return () -> later.remove(task);
                    });

    @Test
    void theDialogIsMadeReadyWhenNothingIsRecordedForAWhile() {
        quiet.follow(Phase.IDLE);
        assertThat(told).isEmpty();
        later.remove().run();

        assertThat(told).containsExactly("prepare");
    }

    @Test
    void aRecordingThatBeginsStopsIt() {
        quiet.follow(Phase.IDLE);
        quiet.follow(Phase.STARTING);

        assertThat(later).as("nothing is made ready").isEmpty();
        assertThat(told).containsExactly("rest");
        quiet.follow(Phase.RECORDING);
        quiet.follow(Phase.IDLE);
        later.remove().run();
        assertThat(told).endsWith("prepare");
    }

    @Test
    void afterTheWindowNothingIsMadeReady() {
        quiet.follow(Phase.IDLE);
        quiet.end();

        assertThat(later).isEmpty();
    }
}
