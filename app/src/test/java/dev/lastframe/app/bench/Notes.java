package dev.lastframe.app.bench;

/** How it was measured: what one has to know to read the table. */
final class Notes {

    static final String TEXT =
            """
            All programs record the whole screen. Lastframe and bytedeco's x11grab write MPEG-TS with the
            same encoder, rate or quality, slices and threads, a key frame every 2 s (Lastframe's wait
            for 8 s where they would be more than a quarter of the file), no B-frames;
            with libx264 ultrafast at a constant quantiser of 23. SimpleScreenRecorder writes Matroska with
            the system's libx264 ultrafast at a constant rate factor of 23, the only one it offers.
            Where Lastframe's FFmpeg has no libx264 (mvn -Pgpl,bench brings it) it is held against
            SimpleScreenRecorder with another encoder, which the heading says, and no target applies.
            Lastframe and SimpleScreenRecorder draw the pointer, which stands in a corner; x11grab cannot. A
            ratio is Lastframe's value by the one beside it: less is better. Lastframe encodes what changed,
            the others every tick. Costs are medians of the runs, misses the worst run's.
            "Steady state" is from a third of a recording's time (3 s at least) after the program's start to
            half a second before its time is over; "from start to end" is all that Linux counted for the
            program and its children. The X server's time holds the content's drawing. PSS is read each
            second and counts half of the memory that is shared with the X server; its growth is the slope of
            the line of least squares, and says little of recordings under a minute. A number is expected in
            the recording when it was on the screen for 1.2 ticks. A picture's time is off by as far as it is
            from when its number was on the screen: Lastframe's by the start that its events tell, the
            others', whose files tell none, by the start that suits them best.
            Likeness is the mean SSIM of the brightness of four pictures against the same numbers shown once
            more and taken without loss, in the last run.
            The window is opened several times with the AOT cache and without, in turn; what counts is the
            median of each value. It is idle from 8 s after it was shown, for 10 s. The first picture's time
            is presentation time 0, the key's the moment before it was sent. It then records the whole
            screen, on which only itself may move: from 3 s on, for 8 s.
            The copy is one MemorySegment.copyFrom of 1920x1080x4 bytes in this process, alone, four times a
            second, while the recording runs and before it on an empty screen. The tick is all that the FX
            thread does for a deadline: look, grab, offer; every tick of that recording has a new picture,
            and its first ticks, when Java has compiled nothing yet, are among them.
            Allocated bytes are what the running program's threads say of themselves (JMX), from 5 s after
            its start on, for ticks that all grab. Pulses are an AnimationTimer's, in a program with a small
            window on the recorded screen and the core's own recording; the encoder thread is held on a latch,
            the slow disk is a file system frozen for 400 ms of each 500. Sound is recorded from null sinks
            of an own PulseAudio server; its time is what the recording process costs more than a silent one
            in the same run, and the server's own is not in it.
            The stream is a node of PipeWire that gives 30 numbered pictures a second; Lastframe is given it
            by the portal, gst-launch-1.0 by its number. Each has its own build of the encoder, told the
            same rate or quality, slices and threads. A number is missing when it is between the first and
            the last one of the file and not in it; that Lastframe takes a picture at each thirtieth of a
            second, and not each picture, counts against it. Which of them were there between two
            deadlines only, so that no tick was to see them, the content's own log tells, and the ledger
            says what became of each that came. JMH: one fork, 3 warm-ups and 5 measurements of a second
            each, mean and half of its 99.9 % interval.
            """
                    .strip();

    private Notes() {}
}
