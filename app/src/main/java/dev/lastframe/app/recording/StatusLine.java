package dev.lastframe.app.recording;

/**
 * What the status bar says.
 *
 * @param captured pictures taken, or that there are none yet
 * @param missed what was missed and why; empty before the first recording
 * @param anyMissed whether it is more than none
 * @param level how loud the missed ones are
 * @param room bytes on disk and time left
 * @param roomLevel how loud the time left is
 */
record StatusLine(
        String captured,
        String missed,
        boolean anyMissed,
        MissedAlarm.Level level,
        String room,
        MissedAlarm.Level roomLevel) {

    static final StatusLine BLANK =
            new StatusLine("", "", false, MissedAlarm.Level.CALM, "", MissedAlarm.Level.CALM);
}
