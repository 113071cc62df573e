package dev.lastframe.core.recovery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Decodes by another decoder, each stream once: of files that end at different places most
 * decisions are about the same bytes.
 */
final class RememberingDecoder implements StrictDecoder {

    private final StrictDecoder decoder;
    private final Map<String, Decoded> known = new HashMap<>();
    private final List<Integer> asked = new ArrayList<>();

    RememberingDecoder(StrictDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Decoded decode(Stream stream, Duration limit) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        stream.writeTo(bytes);
        asked.add(bytes.size());
        String hash = hash(bytes.toByteArray());
        Decoded decoded = known.get(hash);
        if (decoded == null) {
            decoded = decoder.decode(bytes::writeTo, limit);
            known.put(hash, decoded);
        }
        return decoded;
    }

    /** How many different streams were decoded. */
    int decodings() {
        return known.size();
    }

    /** How many bytes each of the streams had that were asked for. */
    List<Integer> asked() {
        return List.copyOf(asked);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
