package dev.lastframe.core.capture.x11;

import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.GlobalKeys.Answer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chords that are wanted, and those of them that the server gives to this connection: each on
 * every key that has it, with every combination of locks. Used by one thread.
 */
final class KeyGrabs {

    private static final int GRAB_KEY = 33;
    private static final int UNGRAB_KEY = 34;
    private static final byte ASYNCHRONOUS = 1;

    private final XcbConnection connection;
    private final KeyMeanings meanings;
    private final Map<Chord, Set<Grab>> taken = new LinkedHashMap<>();
    private final Map<Chord, Answer> wanted = new LinkedHashMap<>();

    /** One key with exactly these modifiers. */
    private record Grab(int keycode, int modifiers) {}

    KeyGrabs(XcbConnection connection, KeyMeanings meanings) {
        this.connection = connection;
        this.meanings = meanings;
    }

    /**
     * Takes a chord; it is wanted until {@link #release}, or for now only where there is a clash.
     */
    Answer take(Chord chord) {
        Answer before = wanted.get(chord);
        if (before == Answer.TAKEN) {
            return before;
        }
        Answer answer = grab(chord);
        if (answer == Answer.CLASH) {
            wanted.remove(chord);
        } else {
            wanted.put(chord, answer);
        }
        return answer;
    }

    void release(Chord chord) {
        wanted.remove(chord);
        ungrab(taken.getOrDefault(chord, Set.of()));
        taken.remove(chord);
    }

    /**
     * Takes what is wanted by the keys that have it now.
     *
     * @return the chords with which it is otherwise than before
     */
    Map<Chord, Answer> renew() {
        Map<Chord, Answer> changed = new LinkedHashMap<>();
        for (Chord chord : List.copyOf(wanted.keySet())) {
            Answer now = grab(chord);
            if (wanted.put(chord, now) != now) {
                changed.put(chord, now);
            }
        }
        return changed;
    }

    /** The chord that a press is, of those that are taken; null for none. */
    @Nullable Chord pressed(int keycode, int state) {
        int modifiers = state & 0xff;
        for (Map.Entry<Chord, Set<Grab>> one : taken.entrySet()) {
            if (one.getValue().contains(new Grab(keycode, modifiers))) {
                return one.getKey();
            }
        }
        return null;
    }

    /** What a chord has and needs no more is given back after what it needs was taken. */
    private Answer grab(Chord chord) {
        Set<Grab> had = taken.getOrDefault(chord, Set.of());
        Set<Grab> needed = needed(chord);
        List<Grab> got = new ArrayList<>();
        boolean clash = false;
        for (Grab one : needed) {
            if (!had.contains(one)) {
                clash = !grab(one);
                if (clash) {
                    break;
                }
                got.add(one);
            }
        }
        if (clash) {
            ungrab(got);
            ungrab(had);
            taken.remove(chord);
            return Answer.CLASH;
        }
        Set<Grab> left = new LinkedHashSet<>(had);
        left.removeAll(needed);
        ungrab(left);
        taken.put(chord, needed);
        return needed.isEmpty() ? Answer.NO_KEY : Answer.TAKEN;
    }

    private Set<Grab> needed(Chord chord) {
        Set<Grab> grabs = new LinkedHashSet<>();
        int modifiers = meanings.modifiers(chord);
        if (modifiers < 0) {
            return grabs;
        }
        for (int keycode : meanings.codes(chord)) {
            int locks = meanings.locks() & ~modifiers;
            // all subsets of the locks' bits, none first
            int some = 0;
            do {
                grabs.add(new Grab(keycode, modifiers | some));
                some = some - locks & locks;
            } while (some != 0);
        }
        return grabs;
    }

    private boolean grab(Grab one) {
        ByteBuffer request = connection.request(GRAB_KEY, 0);
        request.putInt(connection.root()).putShort((short) one.modifiers());
        request.put((byte) one.keycode()).put(ASYNCHRONOUS).put(ASYNCHRONOUS);
        request.put(new byte[3]);
        return connection.doNow(request);
    }

    private void ungrab(Iterable<Grab> all) {
        for (Grab one : all) {
            ByteBuffer request = connection.request(UNGRAB_KEY, one.keycode());
            request.putInt(connection.root()).putShort((short) one.modifiers());
            request.putShort((short) 0);
            connection.doSoon(request);
        }
    }
}
