package dev.lastframe.core.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameter sets of pictures that are copied. MP4 states them once for the whole file, so each
 * number may have one meaning only. Used by one thread.
 */
final class CopiedSets {

    private static final int MOST = 32;

    private final Map<Integer, Nal> sequences = new TreeMap<>();
    private final Map<Integer, Nal> pictures = new TreeMap<>();

    /**
     * Those in front of the first picture.
     *
     * @throws NotCopyable when it has none, or is no picture at which decoding can begin
     */
    static CopiedSets of(byte[] keyUnit) throws NotCopyable {
        CopiedSets sets = new CopiedSets();
        boolean key = false;
        for (Nal part : Nal.of(keyUnit)) {
            key |= part.type() == Nal.KEY_SLICE;
            Map<Integer, Nal> known = sets.known(part);
            if (known != null) {
                known.put(part.id(), part);
            }
        }
        if (!key || sets.sequences.isEmpty() || sets.pictures.isEmpty()) {
            throw new NotCopyable("a key frame without parameter sets");
        }
        return sets;
    }

    private @Nullable Map<Integer, Nal> known(Nal part) {
        return switch (part.type()) {
            case Nal.SEQUENCE -> sequences;
            case Nal.PICTURE -> pictures;
            default -> null;
        };
    }

    /** Refuses a later picture with other sets than the first one's. */
    void require(byte[] keyUnit) throws NotCopyable {
        for (Nal part : Nal.of(keyUnit)) {
            Map<Integer, Nal> known = known(part);
            if (known != null) {
                Nal same = known.get(part.id());
                if (same == null || !Arrays.equals(same.bytes(), part.bytes())) {
                    throw new NotCopyable("parameter sets that change");
                }
            }
        }
    }

    /** A number that none of them has. */
    int freeId() throws NotCopyable {
        for (int id = 0; id < MOST; id++) {
            if (!sequences.containsKey(id) && !pictures.containsKey(id)) {
                return id;
            }
        }
        throw new NotCopyable("no number is free");
    }

    PictureSize size() {
        return PictureSize.of(sequences.values().iterator().next());
    }

    List<Nal> all() {
        List<Nal> all = new ArrayList<>(sequences.values());
        all.addAll(pictures.values());
        return all;
    }

    /** The pictures cannot be copied into one MP4; encoding them anew is the way. */
    static final class NotCopyable extends Exception {

        private static final long serialVersionUID = 1;

        NotCopyable(String why) {
            super(why);
        }
    }
}
