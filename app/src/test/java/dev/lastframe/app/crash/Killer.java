package dev.lastframe.app.crash;

import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Signals;
import dev.lastframe.core.testing.Waits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts recordings and kills them as planned. Learns from each how long start and stop take here,
 * so that kills fall into them on a slow machine, too. For one thread; blocks.
 */
final class Killer {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int FIRST_FRAME_MILLIS = 300;
    private static final int AFTER_LOCK_MILLIS = 200;
    private static final int AFTER_CHANGE_MILLIS = 400;
    private static final int AFTER_NAMING_MICROS = 2000;

    private final Launcher launcher;
    private final Stage stage;
    private final List<String> options;
    private long startUpNanos = Duration.ofMillis(1200).toNanos();
    private long stopNanos = Duration.ofMillis(100).toNanos();

    /**
     * @param options of {@code record}
     */
    Killer(Launcher launcher, Stage stage, List<String> options) {
        this.launcher = launcher;
        this.stage = stage;
        this.options = List.copyOf(options);
    }

    /** Records into an empty folder and kills; the process is gone afterwards. */
    Killed kill(KillPlan plan, Path folder) {
        Path video = folder.resolve(plan.name() + ".ts");
        Neighbours before = Neighbours.look();
        long began = System.nanoTime();
        List<String> words = new ArrayList<>(List.of("record", "--output", video.toString()));
        words.addAll(options);
        Launcher.Running running = launcher.start(words.toArray(String[]::new));
        try {
            long asked = approach(plan, running, video, began);
            long killed = System.nanoTime();
            running.process().destroyForcibly();
            int exitCode = running.await().exitCode();
            Path growing = BarcodeRecordingIT.growing(video);
            return new Killed(
                    plan,
                    folder,
                    video,
                    asked,
                    killed,
                    exitCode,
                    growing.toFile().length(),
                    Files.exists(video),
                    Neighbours.look().coresSince(before));
        } finally {
            Waits.kill(running.process());
        }
    }

    /**
     * Returns at the moment of the kill.
     *
     * @return when a stop was asked for, or {@code Long.MAX_VALUE}
     */
    private long approach(KillPlan plan, Launcher.Running running, Path video, long began) {
        switch (plan.phase()) {
            case START_UP -> startUp(plan, video);
            case FIRST_FRAME -> {
                firstByte(running, video, began);
                pause(plan.moment() * FIRST_FRAME_MILLIS);
            }
            case STEADY, RECOVERING -> {
                firstByte(running, video, began);
                pause(plan.runMillis());
                if (plan.aimed() && plan.subject() == Subject.STILL) {
                    change();
                    pause(plan.moment() * AFTER_CHANGE_MILLIS);
                }
            }
            case STOPPING, PUBLISHING -> {
                firstByte(running, video, began);
                pause(plan.runMillis());
                return stop(plan, running, video);
            }
        }
        return Long.MAX_VALUE;
    }

    private void startUp(KillPlan plan, Path video) {
        if (plan.aimed()) {
            Path lock = video.resolveSibling("." + plan.name() + ".lock");
            Waits.promptly(LIMIT, "the recording has its lock", () -> Files.exists(lock));
            pause(plan.moment() * AFTER_LOCK_MILLIS);
        } else {
            pause(plan.moment() * startUpNanos / 1e6);
        }
    }

    private void firstByte(Launcher.Running running, Path video, long began) {
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.promptly(
                LIMIT,
                "the first packet is on the disk",
                () -> growing.toFile().length() > 0 || !running.process().isAlive());
        startUpNanos = System.nanoTime() - began;
    }

    private void change() {
        int before = stage.shown().size();
        Waits.promptly(LIMIT, "the still screen changes", () -> stage.shown().size() > before);
    }

    private long stop(KillPlan plan, Launcher.Running running, Path video) {
        long asked = System.nanoTime();
        ask(plan, running.process());
        if (plan.phase() == Phase.STOPPING) {
            pause(plan.moment() * stopNanos / 1e6);
        } else {
            Waits.promptly(
                    LIMIT,
                    "the recording has its name",
                    () -> Files.exists(video) || !running.process().isAlive());
            stopNanos = System.nanoTime() - asked;
            Waits.pause(Duration.ofNanos((long) (plan.moment() * AFTER_NAMING_MICROS * 1000)));
        }
        return asked;
    }

    private static void ask(KillPlan plan, Process process) {
        if (plan.interrupt() && !Signals.interruptsAreIgnored()) {
            Signals.send("INT", process);
        } else {
            process.destroy();
        }
    }

    private static void pause(double millis) {
        Waits.pause(Duration.ofNanos((long) (millis * 1e6)));
    }
}
