package dev.lastframe.app.recording;

import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.KeysException;
import java.util.List;

/** What the window needs of the keyboard and of whoever binds keys elsewhere. */
public interface KeyService {

    /**
     * Chords that are taken from all other programs. Blocks for some milliseconds, and where the
     * desktop has to be asked until that answers; not called by the FX thread.
     *
     * @param wishes all that will be taken
     * @throws KeysException where there are none; the message says why, as a sentence
     */
    GlobalKeys open(List<GlobalKeys.Wish> wishes) throws KeysException;

    /** How a desktop calls this program: its full path, where that is known. */
    String program();
}
