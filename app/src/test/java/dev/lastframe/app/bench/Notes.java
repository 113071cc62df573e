package dev.lastframe.app.bench;

/** How it was measured: what one has to know to read the table. */
final class Notes {

    static final String TEXT =
            """
            Both programs record the whole screen of 1920x1080 to MPEG-TS with libopenh264, the same bit
            rate, slices and threads, a key frame every 2 s, no B-frames. Lastframe draws the pointer, which
            bytedeco's x11grab cannot. A ratio is Lastframe's value by the one beside it: less is better.
            Lastframe encodes what changed, x11grab every tick: only with content faster than the recording
            (33 fps) do both encode the same number of pictures, unless one misses some.
            "Steady state" is from 3 s after the program's start to a second before its time is over; "from
            start to end" is all that Linux counted for the program and its children. The X server's time
            holds the content's drawing. PSS is read each second and counts half of the memory that is
            shared with the X server. A number is expected in the recording when it was on the screen for
            1.2 ticks; for x11grab, whose files do not say when they began, from its first picture on.
            The window is opened several times with the AOT cache and without, in turn; what counts is the
            median of each value. It is idle from 8 s after it was shown, for 10 s. The first picture's time
            is presentation time 0, the key's the moment before it was sent.
            The copy is one MemorySegment.copyFrom of 1920x1080x4 bytes in this process, alone, four times a
            second, while the recording runs and before it on an empty screen. The tick is all that the FX
            thread does for a deadline: look, grab, offer; every tick of that recording has a new picture,
            and its first ticks, when Java has compiled nothing yet, are among them.
            """
                    .strip();

    private Notes() {}
}
