package dev.lastframe.core.capture.x11;

import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.GlobalKeys.Choice;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * While a person chooses a chord all keys come here, whoever else has taken them. They are given
 * back when the chosen key is up again: held down, it would be pressed a second time. Used by one
 * thread.
 */
final class ChordChoice {

    private static final int GRAB_KEYBOARD = 31;
    private static final int UNGRAB_KEYBOARD = 32;
    private static final int CURRENT_TIME = 0;
    private static final byte ASYNCHRONOUS = 1;

    private final XcbConnection connection;
    private final KeyMeanings meanings;
    private @Nullable CompletableFuture<Choice> chosen;
    private @Nullable Choice pressed;
    private int keycode;

    ChordChoice(XcbConnection connection, KeyMeanings meanings) {
        this.connection = connection;
        this.meanings = meanings;
    }

    void begin(CompletableFuture<Choice> next) {
        cancel();
        ByteBuffer request = connection.request(GRAB_KEYBOARD, 0);
        request.putInt(connection.root()).putInt(CURRENT_TIME);
        request.put(ASYNCHRONOUS).put(ASYNCHRONOUS).putShort((short) 0);
        ByteBuffer reply = connection.ask(request);
        if (reply == null || reply.get(1) != 0) {
            next.complete(new Choice.Refused());
        } else {
            chosen = next;
        }
    }

    void cancel() {
        end(new Choice.Cancelled());
    }

    /** The connection has ended. */
    void refuse() {
        CompletableFuture<Choice> waiting = chosen;
        chosen = null;
        if (waiting != null) {
            waiting.complete(new Choice.Refused());
        }
    }

    /** Whether a press is part of a choice, and of nothing else. */
    boolean takes(int code, int state) {
        if (chosen == null) {
            return false;
        }
        if (pressed == null && !meanings.isModifier(code)) {
            keycode = code;
            pressed = choice(code, state);
        }
        return true;
    }

    private Choice choice(int code, int state) {
        if (meanings.isEscape(code, state)) {
            return new Choice.Cancelled();
        }
        Chord chord = meanings.chord(code, state);
        return chord == null ? new Choice.Unknown() : new Choice.Pressed(chord);
    }

    void released(int code) {
        Choice made = pressed;
        if (made != null && code == keycode) {
            end(made);
        }
    }

    private void end(Choice made) {
        CompletableFuture<Choice> waiting = chosen;
        chosen = null;
        pressed = null;
        if (waiting != null) {
            connection.doSoon(connection.request(UNGRAB_KEYBOARD, 0).putInt(CURRENT_TIME));
            waiting.complete(made);
        }
    }
}
