package dev.lastframe.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.session.Fault;
import dev.lastframe.core.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultFileTest {

    @TempDir private Path home;

    @Test
    void aFaultIsNotedForTheNextStartAndToldOnce() throws IOException {
        Path state = home.resolve("state");
        FaultFile file = new FaultFile(state, new FakeClock());
        Fault fault = Fault.of(new OutOfMemoryError("x"), Thread.currentThread());

        file.note(fault);

        FaultNote note = new FaultFile(state, new FakeClock()).read().orElseThrow();
        assertThat(note.code()).isEqualTo(fault.code());
        assertThat(note.sentence()).isEqualTo(fault.sentence());
        assertThat(note.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(note.wall()).startsWith("2026-11-21T");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(state.resolve("fault.json"))))
                .isEqualTo("rw-------");

        file.told(note);
        assertThat(file.read()).isEmpty();
        assertThat(file.newest()).as("for a report of that time").contains(note);
        file.told(note);
        assertThat(file.newest()).contains(note);

        Fault next = Fault.of(new IllegalStateException("y"), Thread.currentThread());
        file.note(next);
        file.told(note);
        assertThat(file.read().orElseThrow().code())
                .as("another one, of which nobody was told")
                .isEqualTo(next.code());
    }

    @Test
    void whereThereIsNoneNobodyIsTold() {
        FaultFile file = new FaultFile(home, new FakeClock());

        file.told(new FaultNote("", "LF-1", "", ""));

        assertThat(file.newest()).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void theNewestFaultIsTheOneThatIsKept() {
        FaultFile file = new FaultFile(home, new FakeClock());
        file.note(Fault.of(new OutOfMemoryError(), Thread.currentThread()));
        Fault newest = Fault.of(new IllegalStateException(), Thread.currentThread());
        file.note(newest);

        assertThat(file.read().orElseThrow().code()).isEqualTo(newest.code());
    }

    @Test
    void whatCannotBeReadOrWrittenIsNoSecondFault() throws IOException {
        FaultFile file = new FaultFile(home, new FakeClock());
        Files.writeString(home.resolve("fault.json"), "{ not json");
        assertThat(file.read()).isEmpty();
        assertThat(file.newest()).isEmpty();

        Path blocked = Files.writeString(home.resolve("blocked"), "a file, no folder");
        new FaultFile(blocked, new FakeClock())
                .note(Fault.of(new OutOfMemoryError(), Thread.currentThread()));
        assertThat(blocked).hasContent("a file, no folder");
    }
}
