package dev.lastframe.core.sound;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;

/** How a device writes its samples, of which 16 bits are kept. */
enum PcmFormat {
    U8(avcodec.AV_CODEC_ID_PCM_U8, 1) {
        @Override
        short next(ByteBuffer bytes) {
            return (short) (((bytes.get() & 0xff) - 128) << 8);
        }
    },
    S16(avcodec.AV_CODEC_ID_PCM_S16LE, 2) {
        @Override
        short next(ByteBuffer bytes) {
            return bytes.getShort();
        }
    },
    S24(avcodec.AV_CODEC_ID_PCM_S24LE, 3) {
        @Override
        short next(ByteBuffer bytes) {
            bytes.get(); // nobody hears it
            return bytes.getShort();
        }
    },
    S32(avcodec.AV_CODEC_ID_PCM_S32LE, 4) {
        @Override
        short next(ByteBuffer bytes) {
            return (short) (bytes.getInt() >> 16);
        }
    },
    F32(avcodec.AV_CODEC_ID_PCM_F32LE, 4) {
        @Override
        short next(ByteBuffer bytes) {
            float sample = Math.clamp(bytes.getFloat(), -1f, 1f);
            return (short) Math.round(sample * Short.MAX_VALUE);
        }
    };

    private final int codec;
    private final int bytes;

    PcmFormat(int codec, int bytes) {
        this.codec = codec;
        this.bytes = bytes;
    }

    /** That of FFmpeg's codec; empty where it is none of these. */
    static Optional<PcmFormat> of(int codec) {
        return Arrays.stream(values()).filter(format -> format.codec == codec).findFirst();
    }

    /**
     * All whole samples.
     *
     * @param from little endian
     */
    short[] samples(ByteBuffer from) {
        short[] samples = new short[from.remaining() / bytes];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = next(from);
        }
        return samples;
    }

    abstract short next(ByteBuffer bytes);
}
