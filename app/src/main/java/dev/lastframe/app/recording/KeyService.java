package dev.lastframe.app.recording;

import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.KeysException;

/** What the window needs of the keyboard and of whoever binds keys elsewhere. */
public interface KeyService {

    /**
     * Chords that are taken from all other programs. Blocks for some milliseconds; not called by
     * the FX thread.
     *
     * @throws KeysException where there are none; the message says why, as a sentence
     */
    GlobalKeys open() throws KeysException;

    /** How a desktop calls this program: its full path, where that is known. */
    String program();
}
